#include "tools/demo/generate/town.hpp"

namespace forloeb::made {
namespace {

Unit unit_of(const std::string& name, const std::string& kind, const std::string& group, const std::string& letter, int coordinators) {
    Unit unit{name, kind, group, {}, {}, {letter + "-sagsb-1", "sagsbehandler", name}, {letter + "-leder-1", "leder", name}};
    for (int i = 1; i <= coordinators; ++i) {
        unit.coordinators.push_back({letter + "-koord-" + std::to_string(i), kind, name});
        unit.bands.push_back(i % 3 == 0 ? "0-6m" : i % 3 == 1 ? "over24m" : "7-24m");
    }
    return unit;
}

}  // namespace

Town Town::usual() {
    Town town;
    town.first_day = parse_date("2023-01-02").value();
    town.last_day = parse_date("2025-12-31").value();
    town.units = {unit_of("Voksenhandicap", "handicapkoordinator", "erhvervet_hjerneskade", "vh", 6),
                  unit_of("Socialpsykiatri", "koordinerende_kontaktperson", "sindslidelse", "sp", 6),
                  unit_of("Misbrugscenter", "koordinerende_kontaktperson", "stofmisbrug", "mb", 3)};
    town.partners = {{"jobk-1", "koordinerende_sagsbehandler", "Jobcenter"},
                     {"visit-1", "visitator", "Hjemmehjælp"},
                     {"fys-1", "fysioterapeut", "Træning"},
                     {"ergo-1", "ergoterapeut", "Hjælpemidler"},
                     {"bost-1", "pædagog", "Bostøtte"},
                     {"fam-1", "socialrådgiver", "Børn og familie"},
                     {"reg-1", "sygeplejerske", "Behandlingspsykiatri", "region"},
                     {"krim-1", "tilsynsførende", "Tilsyn", "kriminalforsorgen"},
                     {"bol-1", "boligrådgiver", "Udlejning", "boligforening"}};
    town.reception = {"modt-1", "visitator", "Modtagelsen"};
    town.evaluator = {"eval-1", "evaluator", "Evaluering", "evaluator"};
    return town;
}

}  // namespace forloeb::made
