#include <doctest/doctest.h>

#include "engine/privacy/normal_identifier.hpp"

namespace forloeb {

TEST_CASE("identifiers that people spell in several ways have one normal spelling, others stay as they are") {
    CHECK(normal_identifier("cpr", "010203-1234") == "0102031234");
    CHECK(normal_identifier("cpr", " 010203 1234 ") == "0102031234");
    CHECK(normal_identifier("name", "  Åse  ØSTER Æbelø ") == "åse øster æbelø");
    CHECK(normal_identifier("name", "ANNE-MARIE × Ü") == "anne-marie × ü");
    CHECK(normal_identifier("xes:receipt", "Case-1 ") == "Case-1 ");
    CHECK(normal_identifier("case", "Karen") == "Karen");
}

}  // namespace forloeb
