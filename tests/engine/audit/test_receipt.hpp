// A receipt for tests that read personal text and are about something else. Like any other it comes from a read log: one that
// is made for it once in each test program, and thrown away. Any thread.
#pragma once

#include <doctest/doctest.h>

#include "engine/audit/read_log.hpp"
#include "tests/engine/temporary_directory.hpp"

namespace forloeb::testing {

inline ReadReceipt test_receipt_for(const std::string& purpose) {
    const TemporaryDirectory directory;
    EngineOptions data;
    data.data = directory.path() / "data";
    ReadLog log(ReadLog::beside(data), Environment::system());
    ReadRecord record;
    record.actor = "test";
    record.operation = "test";
    record.purpose = purpose;
    record.classes = {SensitivityClass::IDENTITY, SensitivityClass::NARRATIVE, SensitivityClass::HEALTH, SensitivityClass::PENAL,
                      SensitivityClass::ECONOMY};
    const AwaitedReceipt awaited = log.record(record);
    REQUIRE_MESSAGE(awaited.wait().has_value(), awaited.wait().error().message);
    return awaited.wait().value();
}

inline const ReadReceipt& test_receipt() {
    static const ReadReceipt receipt = test_receipt_for("");
    return receipt;
}

}  // namespace forloeb::testing
