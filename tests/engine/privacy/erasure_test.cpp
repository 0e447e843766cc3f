#include <doctest/doctest.h>

#include <set>

#include "engine/log/remainder.hpp"
#include "engine/privacy/govern.hpp"
#include "engine/privacy/governance.hpp"
#include "engine/privacy/key_folder.hpp"
#include "events/schema/governance.capnp.h"
#include "events/schema/person.capnp.h"
#include "tests/engine/audit/test_receipt.hpp"
#include "tests/engine/engine_fixture.hpp"

using namespace forloeb;
using namespace forloeb::testing;

namespace {

namespace fs = std::filesystem;

StreamId person_stream(std::uint64_t low) { return {StreamKind::person, id(low)}; }

/// Two citizens (101 and 102, synthetic) with a case each; the case of 101 has a note that is about 102.
class TwoCitizens : public EngineFixture {
  public:
    TwoCitizens() {
        describe(101, "1980-05-11");
        describe(102, "1980-05-12");
        for (std::uint64_t i = 1; i <= 2; ++i) {
            AppendRequest append = request(i, on(case_stream(i), opened(100 + i), note("om borgeren"), note("en anden note")));
            append.bindings.push_back({"case", "sag-" + std::to_string(i), case_stream(i)});
            REQUIRE(engine->append_and_wait(std::move(append)).has_value());
        }
    }
    static CheckedEvent note(const std::string& text) {
        return event_with_personal<NoteRecorded, NoteRecordedPersonal>(
            "2026-01-06", [](NoteRecorded::Builder payload) { payload.setKind("observation"); },
            [&text](NoteRecordedPersonal::Builder personal) { personal.setText(text); });
    }
    void describe(std::uint64_t citizen, const char* born) {
        AppendRequest append = request(citizen, on(person_stream(citizen), event_with_personal<SubjectDescribed, SubjectDescribedPersonal>(
                                                                               "2026-01-02", [](SubjectDescribed::Builder payload) { payload.setKind("citizen"); },
                                                                               [&](SubjectDescribedPersonal::Builder personal) {
                                                                                   personal.setName("Opdigtet Borger");
                                                                                   write_moment(personal.initBorn(), parse_when(born).value());
                                                                               },
                                                                               StreamKind::person)));
        append.bindings.push_back({"cpr", "11058" + std::to_string(citizen) + "00", person_stream(citizen)});
        REQUIRE(engine->append_and_wait(std::move(append)).has_value());
    }
    Warrant warrant(std::uint64_t number) {
        Warrant out;
        out.append_id = id(0x20000 + number);
        out.actor = "leder-1";
        out.approved_by = {"leder-1", "dpo-1"};
        out.reason = "retention_ended";
        out.law = "databeskyttelsesforordningen";
        out.paragraph = "17";
        out.no_archive = "rule_discards";
        return out;
    }
    ShredOrder shred_of(std::uint64_t citizen, std::uint64_t number = 1) {
        ShredOrder order;
        order.warrant = warrant(number);
        order.subject = id(citizen);
        order.rule = {"birth_days_1_11_21", {1, 11, 21}};
        return order;
    }
    PurgeOrder purge_of(StreamId stream, std::uint64_t version, std::uint64_t number = 1) {
        return {warrant(number), stream, {event_id(stream, version)}};
    }
    Uuid event_id(StreamId stream, std::uint64_t version) { return event_at(stream, version).leaf().event_id; }
    EventView event_at(StreamId stream, std::uint64_t version) { return std::move(engine->read_stream(stream, {version}, Direction::forwards, {}).value().events.front()); }
    /// How many parts of an event open.
    std::size_t parts(StreamId stream, std::uint64_t version) { return engine->unseal(event_at(stream, version), test_receipt()).value().size(); }
    Error refusal(const ShredOrder& order) {
        const auto shredded = engine->shred(order);
        REQUIRE_FALSE(shredded.has_value());
        return shredded.error();
    }
    void place_hold(const char* name, const Uuid& subject, const Uuid& case_id, std::uint64_t number) {
        REQUIRE(change_hold(*engine, {warrant(number), name, false, subject, case_id}).has_value());
    }
    void archive(const char* name, const char* receipt, std::uint64_t number) {
        ArchiveOrder order{warrant(number), name, "stadsarkiv", std::string(64, 'a'), receipt, {id(101)}, {id(1)}, engine->head().next};
        REQUIRE(record_archive(*engine, order).has_value());
    }
    void check_sound() {
        const VerifyReport report = engine->verify(VerifyLevel::full, {});
        CHECK_MESSAGE(report.is_clean(), (report.findings.empty() ? std::string() : report.findings.front().what));
    }
    fs::path keys_folder() { return directory.path() / "data.keys"; }
    fs::path data_folder() { return directory.path() / "data"; }
};

}  // namespace

TEST_CASE_FIXTURE(TwoCitizens, "shredding closes everything about one person for good, changes no root, and leaves the other person") {
    const LogHead before = engine->head();
    const auto shredded = engine->shred(shred_of(102));
    REQUIRE_MESSAGE(shredded.has_value(), shredded.error().message);
    CHECK(shredded->position == before.next);
    CHECK(shredded->epoch == 2);
    CHECK(shredded->key_ids.size() == 2);  // identity and narrative
    CHECK(shredded->identifiers == 2);     // the CPR number and the case's own
    CHECK(shredded->kept_by_rule == false);
    for (int start = 0; start < 2; ++start) {
        CHECK(parts(case_stream(2), 2) == 0);
        CHECK(parts(person_stream(102), 1) == 0);
        CHECK(parts(case_stream(1), 2) == 1);
        CHECK(engine->key_state(id(102), SensitivityClass::NARRATIVE) == KeyState::destroyed);
        CHECK(engine->key_state(id(102), SensitivityClass::PENAL) == KeyState::destroyed);
        CHECK(engine->key_state(id(101), SensitivityClass::NARRATIVE) == KeyState::active);
        CHECK(engine->key_state(id(101), SensitivityClass::PENAL) == KeyState::never_had);
        CHECK_FALSE(engine->lookup("cpr", "1105810200").value().has_value());
        CHECK_FALSE(engine->lookup("case", "sag-2").value().has_value());
        CHECK(engine->lookup("case", "sag-1").value() == case_stream(1));
        CHECK(engine->recompute_root(before.next).value() == before.root);
        CHECK(engine->history(case_stream(2), {}).value().effective.size() == 3);  // what happened, and when, is still there
        check_sound();
        open();
    }
    const auto more = engine->append_and_wait(request(70, on(case_stream(2), note("mere"))));
    CHECK(more.error().rule == "subject.key_destroyed");
    CHECK(engine->append_and_wait(request(71, on(case_stream(2), contact()))).has_value());
}

TEST_CASE_FIXTURE(TwoCitizens, "an order repeated with its id is carried out once and answered with the same event") {
    const auto first = engine->shred(shred_of(102)).value();
    const LogHead head = engine->head();
    const auto again = engine->shred(shred_of(102));
    REQUIRE_MESSAGE(again.has_value(), again.error().message);
    CHECK(again->event == first.event);
    CHECK(again->position == first.position);
    CHECK(engine->head().next == head.next);
}

TEST_CASE_FIXTURE(TwoCitizens, "two approvers, a legal basis and a reason are asked for, and without them nothing is destroyed or recorded") {
    const LogHead before = engine->head();
    ShredOrder order = shred_of(102);
    order.warrant.approved_by = {"leder-1", "leder-1"};
    CHECK(refusal(order).rule == "erasure.two_approvers");
    order = shred_of(102);
    order.warrant.law.clear();
    CHECK(refusal(order).rule == "erasure.legal_basis");
    order = shred_of(102);
    order.warrant.reason.clear();
    CHECK(refusal(order).rule == "erasure.reason");
    order = shred_of(102);
    order.warrant.no_archive.clear();
    CHECK(refusal(order).rule == "erasure.archive_receipt");
    CHECK(engine->head().next == before.next);
    CHECK(parts(case_stream(2), 2) == 1);
}

TEST_CASE_FIXTURE(TwoCitizens, "the archive rule is asked while the birth day can be read: who it keeps is exported, with the archive's receipt, before") {
    CHECK(refusal(shred_of(101)).rule == "erasure.archive_receipt");  // born on the 11th
    ShredOrder order = shred_of(101);
    order.warrant.archive = "aflevering-1";
    CHECK(refusal(order).rule == "erasure.archive_receipt");  // no such export
    archive("aflevering-1", "", 11);
    CHECK(refusal(order).rule == "erasure.archive_receipt");  // no receipt
    archive("aflevering-1", "godkendt-7", 12);
    order.subject = id(102);
    CHECK(refusal(order).rule == "erasure.archive_receipt");  // the export names another person
    order.subject = id(101);
    const auto shredded = engine->shred(order);
    REQUIRE_MESSAGE(shredded.has_value(), shredded.error().message);
    CHECK(shredded->kept_by_rule == true);
    const Page page = engine->read_log(shredded->position, {}).value();
    const auto said = page.events.front().as<SubjectKeyDestroyed>();
    CHECK(said.getArchiveRule() == "birth_days_1_11_21");
    CHECK(said.getRuleKeeps() == Answer::YES);
    CHECK(said.getArchive() == "aflevering-1");

    // Nobody knows when a person without a description was born; a rule without days keeps everybody.
    CHECK(refusal(shred_of(103, 2)).rule == "erasure.archive_receipt");
    ShredOrder all = shred_of(102, 3);
    all.rule = {};
    CHECK(refusal(all).rule == "erasure.archive_receipt");
}

TEST_CASE_FIXTURE(TwoCitizens, "a hold on the person, on their case, or on a case that tells of them, blocks shredding until it is lifted") {
    place_hold("klage", id(102), {}, 21);
    CHECK(refusal(shred_of(102)).rule == "erasure.hold");
    CHECK(engine->purge(purge_of(case_stream(2), 2)).error().rule == "erasure.hold");
    HoldOrder lift{warrant(22), "klage", true, {}, {}};
    REQUIRE(change_hold(*engine, lift).has_value());
    place_hold("tilsyn", {}, id(2), 23);
    CHECK(refusal(shred_of(102)).rule == "erasure.hold");
    CHECK(engine->purge(purge_of(case_stream(2), 2)).error().rule == "erasure.hold");
    REQUIRE(change_hold(*engine, {warrant(24), "tilsyn", true, {}, {}}).has_value());

    // A note about 102 in the case of 101.
    capnp::MallocMessageBuilder message;
    auto proposal = message.initRoot<ProposedEvent>();
    proposal.setType("note.recorded");
    write_moment(proposal.initEnvelope().initOccurredAt(), parse_when("2026-01-07").value());
    proposal.getEnvelope().initActor().setPseudonym("koord-1");
    proposal.getPayload().initAs<NoteRecorded>().setKind("observation");
    auto part = proposal.initPersonal(1)[0];
    part.initSubject().setHigh(id(102).high());
    part.getSubject().setLow(id(102).low());
    part.getFields().initAs<NoteRecordedPersonal>().setText("om en anden");
    REQUIRE(engine->append_and_wait(request(25, on(case_stream(1), check_proposal(proposal.asReader(), StreamKind::case_).value()))).has_value());
    place_hold("sag-1", {}, id(1), 26);
    CHECK(refusal(shred_of(102)).rule == "erasure.hold");
    REQUIRE(change_hold(*engine, {warrant(27), "sag-1", true, {}, {}}).has_value());
    CHECK(engine->shred(shred_of(102)).has_value());
}

TEST_CASE_FIXTURE(TwoCitizens, "what a case was told before it named its citizen goes with the citizen") {
    REQUIRE(engine->append_and_wait(request(40, on(case_stream(7), note("henvendelse om en borger")))).has_value());
    REQUIRE(engine->append_and_wait(request(41, on(case_stream(7), opened(102)))).has_value());
    CHECK(parts(case_stream(7), 1) == 1);
    REQUIRE(engine->shred(shred_of(102)).has_value());
    CHECK(parts(case_stream(7), 1) == 0);
    CHECK(engine->key_state(id(7), SensitivityClass::NARRATIVE) == KeyState::destroyed);
    open();
    CHECK(parts(case_stream(7), 1) == 0);
}

TEST_CASE_FIXTURE(TwoCitizens, "an order for an event in which nothing about the person is sealed is refused instead of doing nothing") {
    ShredOrder order = shred_of(101);
    order.stream = case_stream(2);
    order.events = {event_id(case_stream(2), 2)};
    order.subject = id(999);
    CHECK(engine->shred(order).error().kind == ErrorKind::not_found);
    CHECK(parts(case_stream(2), 2) == 1);
}

TEST_CASE_FIXTURE(TwoCitizens, "one class is shredded alone") {
    ShredOrder order = shred_of(102);
    order.classes = {SensitivityClass::NARRATIVE};
    const auto shredded = engine->shred(order);
    REQUIRE_MESSAGE(shredded.has_value(), shredded.error().message);
    CHECK(shredded->identifiers == 0);  // the identity stays
    CHECK(parts(case_stream(2), 2) == 0);
    CHECK(parts(person_stream(102), 1) == 1);
    CHECK(engine->lookup("case", "sag-2").value() == case_stream(2));
}

TEST_CASE_FIXTURE(TwoCitizens, "a note on the wrong citizen is shredded alone, also over a restart and an older folder of keys") {
    fs::copy(keys_folder(), directory.path() / "older keys", fs::copy_options::recursive);
    ShredOrder order = shred_of(101);
    order.stream = case_stream(1);
    order.events = {event_id(case_stream(1), 2)};
    const auto shredded = engine->shred(order);
    REQUIRE_MESSAGE(shredded.has_value(), shredded.error().message);
    const auto check = [this] {
        CHECK(parts(case_stream(1), 2) == 0);
        CHECK(parts(case_stream(1), 3) == 1);
        CHECK(parts(person_stream(101), 1) == 1);
        CHECK(engine->key_state(id(101), SensitivityClass::NARRATIVE) == KeyState::active);
        check_sound();
    };
    check();
    open();
    check();
    engine.reset();
    fs::remove_all(keys_folder());
    fs::copy(directory.path() / "older keys", keys_folder(), fs::copy_options::recursive);
    open();
    check();
    CHECK(engine->append_and_wait(request(80, on(case_stream(1), note("en ny note")))).has_value());
    CHECK(parts(case_stream(1), 4) == 1);
}

TEST_CASE_FIXTURE(TwoCitizens, "an older folder of keys put back revives nobody: the events are carried out again before anybody is served") {
    fs::copy(keys_folder(), directory.path() / "older keys", fs::copy_options::recursive);
    REQUIRE(engine->shred(shred_of(102)).has_value());
    engine.reset();
    fs::remove_all(keys_folder());
    fs::copy(directory.path() / "older keys", keys_folder(), fs::copy_options::recursive);
    open();
    CHECK(parts(case_stream(2), 2) == 0);
    CHECK(parts(case_stream(1), 2) == 1);
    CHECK(engine->key_state(id(102), SensitivityClass::NARRATIVE) == KeyState::destroyed);
    engine.reset();
    const auto keys = KeyFolder::open(keys_folder(), false, Environment::system()).value();  // durably
    CHECK(keys->state(id(102), SensitivityClass::NARRATIVE) == KeyState::destroyed);
    CHECK(keys->epoch() == 2);
}

TEST_CASE_FIXTURE(TwoCitizens, "what was erased cannot be told by an append, and taking its event back gives nothing back") {
    const auto told = engine->append_and_wait(request(60, on(governing_stream(), event<SubjectKeyDestroyed>("2026-02-01", [](SubjectKeyDestroyed::Builder out) {
                                                                                 out.setReason("x");
                                                                             }, StreamKind::governance))));
    CHECK(told.error().kind == ErrorKind::invalid);
    const ShredReceipt receipt = engine->shred(shred_of(102)).value();
    static_cast<void>(engine->append_and_wait(request(61, on(governing_stream(), event<EventRetracted>("2026-02-02", [&](EventRetracted::Builder out) {
                                                         out.initTarget().setHigh(receipt.event.high());
                                                         out.getTarget().setLow(receipt.event.low());
                                                         out.setReason("mistake");
                                                     }, StreamKind::governance)))));
    open();
    CHECK(parts(case_stream(2), 2) == 0);
    CHECK(engine->governance()->destructions().size() == 1);
}

TEST_CASE_FIXTURE(TwoCitizens, "purging takes the sealed boxes out of log and copy, leaves leaf, root and clear fields, and verification knows it") {
    const LogHead before = engine->head();
    const auto purged = engine->purge(purge_of(case_stream(2), 2));
    REQUIRE_MESSAGE(purged.has_value(), purged.error().message);
    CHECK(purged->events == 1);
    CHECK(purged->bytes >= 256);
    for (int start = 0; start < 2; ++start) {
        CHECK(parts(case_stream(2), 2) == 0);
        CHECK(parts(case_stream(2), 3) == 1);
        CHECK(event_at(case_stream(2), 2).as<NoteRecorded>().getKind() == "observation");
        CHECK(engine->history(case_stream(2), {}).value().effective.size() == 3);
        CHECK(engine->recompute_root(before.next).value() == before.root);
        const VerifyReport report = engine->verify(VerifyLevel::full, {});
        CHECK_MESSAGE(report.is_clean(), (report.findings.empty() ? std::string() : report.findings.front().what));
        CHECK(report.purged == 1);
        open();
    }
    CHECK(engine->lookup("case", "sag-2").value() == case_stream(2));
    CHECK(engine->append_and_wait(request(70, on(case_stream(2), note("en ny note")))).has_value());
}

TEST_CASE_FIXTURE(TwoCitizens, "a purge that a crash cut off behind its event is carried out by the next start") {
    const PurgeReceipt receipt = engine->purge(purge_of(case_stream(2), 2)).value();
    const ShredReceipt shredded = engine->shred(shred_of(102, 2)).value();
    engine.reset();
    {
        // As if the rows behind the events had not been written: the marks that say so are taken away.
        const auto store = Store::open(data_folder() / "log", nullptr, false).value();
        Batch batch(*store);
        batch.put(Table::meta, layout::head_key, store->get(Table::meta, layout::head_key).value().value());
        batch.remove(Table::meta, layout::erased_key(receipt.position));
        batch.remove(Table::meta, layout::erased_key(shredded.position));
        REQUIRE(store->write(batch, true).has_value());
    }
    open();
    check_sound();
    engine.reset();
    const auto store = Store::open(data_folder() / "log", nullptr, false).value();
    CHECK(store->get(Table::meta, layout::erased_key(receipt.position)).value().has_value());
    CHECK(store->get(Table::meta, layout::erased_key(shredded.position)).value().has_value());
}

TEST_CASE_FIXTURE(TwoCitizens, "verification finds sealed parts that are gone without an order, and clear fields changed behind one") {
    const auto change_rows = [this](const std::function<std::string(const layout::Record&)>& payload_of) {
        engine.reset();
        const auto store = Store::open(data_folder() / "log", nullptr, false).value();
        Batch batch(*store);
        batch.put(Table::meta, layout::head_key, store->get(Table::meta, layout::head_key).value().value());
        for (const Table table : {Table::log, Table::streams}) {
            Cursor cursor = store->cursor(table);
            for (cursor.seek(""); cursor.valid(); cursor.next()) {
                const auto records = layout::decode_run(cursor.value());
                if (!records) continue;  // a group header
                layout::RunBuilder run;
                for (const layout::Record& record : *records) run.add(record.encoded_leaf, as_bytes(payload_of(record)));
                batch.put(table, cursor.key(), run.take());
            }
        }
        REQUIRE(store->write(batch, true).has_value());
    };
    const Uuid target = event_id(case_stream(2), 2);
    const Uuid other = event_id(case_stream(2), 3);
    REQUIRE(engine->purge({warrant(1), case_stream(2), {target}}).has_value());
    change_rows([&](const layout::Record& record) {
        std::string payload(as_text(record.payload));
        if (record.leaf.event_id == target) payload.replace(payload.find("observation"), 11, "Observation");
        return payload;
    });
    open();
    VerifyReport report = engine->verify(VerifyLevel::log, {});
    REQUIRE(report.findings_count == 1);
    CHECK(report.findings.front().what == "What is left of a purged event is not what payload.purged says is left.");
    change_rows([&](const layout::Record& record) {
        std::string payload(as_text(record.payload));
        if (record.leaf.event_id == target) payload.replace(payload.find("Observation"), 11, "observation");
        if (record.leaf.event_id == other) payload = remainder_of(record.payload).value();
        return payload;
    });
    open();
    report = engine->verify(VerifyLevel::log, {});
    REQUIRE(report.findings_count == 1);
    CHECK(report.findings.front().what == "The sealed parts of an event are gone, and no payload.purged says so.");
}

TEST_CASE_FIXTURE(TwoCitizens, "a restriction is known per class with its purposes, and ends when it is lifted or its time has passed") {
    const Instant now = engine->now();
    REQUIRE(restrict_subject(*engine, {warrant(31), id(102), {SensitivityClass::NARRATIVE}, false, {"complaint"}}).has_value());
    CHECK_FALSE(engine->governance()->may_be_read(id(102), SensitivityClass::NARRATIVE, "casework", now));
    CHECK(engine->governance()->may_be_read(id(102), SensitivityClass::NARRATIVE, "complaint", now));
    CHECK(engine->governance()->may_be_read(id(102), SensitivityClass::IDENTITY, "casework", now));
    CHECK(engine->governance()->may_be_read(id(101), SensitivityClass::NARRATIVE, "casework", now));
    open();
    CHECK_FALSE(engine->governance()->may_be_read(id(102), SensitivityClass::NARRATIVE, "casework", now));
    REQUIRE(restrict_subject(*engine, {warrant(32), id(102), {}, true, {}}).has_value());
    CHECK(engine->governance()->may_be_read(id(102), SensitivityClass::NARRATIVE, "casework", now));
    Warrant without_law = warrant(33);
    without_law.law.clear();
    CHECK(restrict_subject(*engine, {without_law, id(102), {}, false, {}}).error().kind == ErrorKind::invalid);
}
