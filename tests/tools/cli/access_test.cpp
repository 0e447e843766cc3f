// `forloeb access`, `token`, `cert`, and a party's own access, as they are typed.
#include <doctest/doctest.h>
#include <openssl/pem.h>

#include <filesystem>
#include <fstream>

#include "server/tls/openssl_handles.hpp"
#include "tests/tools/cli/command_run.hpp"
#include "tests/tools/cli/json_reading.hpp"

namespace forloeb::testing {
namespace {

const std::string example = std::string(FORLOEB_SOURCE_DIR) + "/server/access/policy.example.toml";

}  // namespace

TEST_CASE("access: a policy file is checked, and each fault named with line and column") {
    const CommandRun good = run_command({"access", "check", example, "--lang", "en"});
    CHECK(good.code == 0);
    CHECK(good.out.find("In order: example/1, 8 roles, 8 members, SHA-256 ") == 0);
    const CommandData data;
    std::ofstream(data.file("p.toml")) << "policy = \"p\"\nversion = 1\n";
    const CommandRun bad = run_command({"access", "check", data.file("p.toml")});
    CHECK(bad.code == 1);
    CHECK(bad.out == data.file("p.toml") + ":1:1: A policy needs at least one [[role]].\n" + data.file("p.toml") +
                         ":2:11: 'version' is a text in quotation marks, and not empty.\n");
    CHECK(JsonReading(run_command({"access", "check", data.file("p.toml"), "--json"}).out).size({"findings"}) == 2);
    CHECK(run_command({"access", "check", data.file("none.toml")}).code == 3);
}

TEST_CASE("access: without a policy the owner has every right, and a colleague none, with the relations that the case tells") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    const JsonReading me(data.run({"access", "me", "--json"}).out);
    CHECK(me.text({"identified"}) == "owner");
    CHECK(me.text({"policy"}) == "local/1");
    CHECK(me.text({"actor"}).starts_with("p-"));
    CHECK(data.run({"access", "explain", "--operation", "case.read", "--case", "karen"}).code == 0);
    const CommandRun other = data.run({"access", "explain", "--operation", "case.read", "--case", "karen", "--actor", "koord-1", "--json"});
    CHECK(other.code == 1);
    const JsonReading decision(other.out);
    CHECK(decision.text({"rule"}) == "access.role");
    CHECK(decision.size({"relations"}) == 2);  // coordinator, and the handover accepted
    CHECK(data.run({"access", "explain", "--operation", "case.raed"}).err.find("case.read") != std::string::npos);
}

TEST_CASE("access: a policy in force shuts the owner out of what it does not grant, and says so by its rule") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    CHECK(data.run({"access", "policy", "change", example, "--approved-by", "leder-1"}).code == 2);
    CHECK(data.run({"access", "policy", "change", example, "--approved-by", "leder-1", "--approved-by", "leder-1"}).code == 3);
    REQUIRE(data.run({"access", "policy", "change", example, "--approved-by", "leder-1", "--approved-by", "dpo-1"}).code == 0);
    CHECK(std::filesystem::exists(data.path() + ".policy.toml"));
    const CommandRun refused = data.run({"case", "show", "karen", "--json"});
    CHECK(refused.code == 3);
    CHECK(refused.out.empty());
    CHECK(refused.err.find("access.role") != std::string::npos);
    std::ofstream(data.path() + ".policy.toml", std::ios::app) << "# by hand\n";
    CHECK(data.run({"status"}).err.find("another SHA-256") != std::string::npos);
}

TEST_CASE("token: it is shown once, listed without its secret, and revoked") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    const CommandRun made = data.run({"token", "create", "--holder", "koord-2", "--operation", "case.read", "--days", "30", "--quiet"});
    REQUIRE(made.code == 0);
    CHECK(made.out.starts_with("forloeb_"));
    CHECK(made.out.size() == 8 + 64 + 1);
    const CommandRun list = data.run({"token", "list", "--json"});
    const JsonReading tokens(list.out);
    REQUIRE(tokens.size({"tokens"}) == 1);
    CHECK(list.out.find(made.out.substr(8, 64)) == std::string::npos);
    const CommandRun all = data.run({"tail", "--from", "0", "--until-now", "--json"});
    CHECK(all.out.find(made.out.substr(8, 64)) == std::string::npos);
    CHECK(all.out.find("token.created") != std::string::npos);
    CHECK(data.run({"token", "create", "--operation", "case.raed"}).code == 3);
    CHECK(data.run({"token", "create", "--days", "367"}).code == 3);
    CHECK(data.run({"token", "revoke", "t-0"}).code == 3);
    const std::size_t id = list.out.find("\"t-");
    REQUIRE(id != std::string::npos);
    CHECK(data.run({"token", "revoke", list.out.substr(id + 1, list.out.find('"', id + 1) - id - 1)}).code == 0);
    CHECK(data.run({"token", "list", "--json"}).out.find("revoked") != std::string::npos);
}

TEST_CASE("cert: keys are for their owner only, and nothing is written over") {
    const CommandData data;
    const std::string folder = data.file("certifikater");
    CHECK(run_command({"cert", "client", "--folder", folder, "--actor", "koord-1"}).code == 3);
    REQUIRE(run_command({"cert", "authority", "--folder", folder}).code == 0);
    REQUIRE(run_command({"cert", "server", "--folder", folder, "--host", "forloeb.example"}).code == 0);
    REQUIRE(run_command({"cert", "client", "--folder", folder, "--actor", "koord-1"}).code == 0);
    using std::filesystem::perms;
    for (const char* file : {"authority.key", "server.key", "koord-1.key"})
        CHECK((std::filesystem::status(folder + "/" + file).permissions() & (perms::group_all | perms::others_all)) == perms::none);
    CHECK(run_command({"cert", "authority", "--folder", folder}).code == 3);
    CHECK(run_command({"cert", "client", "--folder", folder, "--actor", "a,b"}).code == 3);
}

TEST_CASE("cert revoke: the list grows by one certificate at a time, is renewed without any, and takes none of another authority") {
    const CommandData data;
    const std::string folder = data.file("certifikater"), other = data.file("andre");
    CHECK(run_command({"cert", "revoke", "--folder", folder, "--actor", "koord-1"}).code == 3);
    for (const std::string& one : {folder, other}) REQUIRE(run_command({"cert", "authority", "--folder", one}).code == 0);
    for (const char* actor : {"koord-1", "koord-2"}) REQUIRE(run_command({"cert", "client", "--folder", folder, "--actor", actor}).code == 0);
    REQUIRE(run_command({"cert", "client", "--folder", other, "--actor", "koord-3"}).code == 0);
    const auto listed = [&] {
        const BioHandle bio(BIO_new_file((folder + "/authority.crl").c_str(), "r"));
        const RevocationListHandle list(PEM_read_bio_X509_CRL(bio.get(), nullptr, nullptr, nullptr));
        REQUIRE(list);
        return sk_X509_REVOKED_num(X509_CRL_get_REVOKED(list.get()));
    };
    CHECK(run_command({"cert", "revoke", "--folder", folder}).code == 0);
    CHECK(listed() <= 0);  // -1: it has no list of entries at all
    CHECK(run_command({"cert", "revoke", "--folder", folder, "--actor", "koord-1"}).code == 0);
    CHECK(run_command({"cert", "revoke", "--folder", folder, "--certificate", folder + "/koord-2.pem"}).code == 0);
    CHECK(run_command({"cert", "revoke", "--folder", folder, "--actor", "koord-1"}).code == 0);
    CHECK(listed() == 2);
    CHECK(run_command({"cert", "revoke", "--folder", folder, "--certificate", other + "/koord-3.pem"}).code != 0);
    CHECK(listed() == 2);
}

TEST_CASE("case extract --for citizen: the whole case as it is for the citizen, the law's clock, and a record of it first") {
    const CommandData data;
    REQUIRE(data.run({"demo", "load"}).code == 0);
    // Easter 2025: Maundy Thursday, Good Friday and Easter Monday are no working days.
    const CommandRun run = data.run({"case", "extract", "karen", "--for", "citizen", "--requested", "2025-04-14", "--lang", "en"});
    REQUIRE(run.code == 0);
    CHECK(run.out.find("Answer by             2025-04-28") != std::string::npos);
    CHECK(run.out.find("Own data              2025-05-14") != std::string::npos);
    CHECK(run.out.find("The time is over") != std::string::npos);
    const CommandRun internal = data.run({"case", "history", "karen", "--json"}), seen = data.run({"case", "history", "karen", "--for", "citizen", "--json"});
    CHECK(JsonReading(seen.out).size({"entries"}) < JsonReading(internal.out).size({"entries"}));
    const JsonReading told(data.run({"case", "history", "karen", "--type", "citizen.informed", "--json"}).out);
    CHECK(told.size({"entries"}) >= 1);
    CHECK(data.run({"case", "history", "karen", "--type", "citizen.informed", "--json"}).out.find("own_case") != std::string::npos);
    CHECK(data.run({"case", "extract", "karen"}).code == 2);
}

}  // namespace forloeb::testing
