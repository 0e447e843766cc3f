#include "server/protocol/problem.hpp"

namespace forloeb {

wire::ErrorCode wire_code(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid: return wire::ErrorCode::INVALID;
        case ErrorKind::not_found: return wire::ErrorCode::NOT_FOUND;
        case ErrorKind::conflict: return wire::ErrorCode::CONFLICT;
        case ErrorKind::refused: return wire::ErrorCode::REFUSED;
        case ErrorKind::overloaded: return wire::ErrorCode::OVERLOADED;
        case ErrorKind::unknown: return wire::ErrorCode::UNKNOWN;
        case ErrorKind::unavailable: return wire::ErrorCode::UNAVAILABLE;
        case ErrorKind::damaged: return wire::ErrorCode::DAMAGED;
        case ErrorKind::unsupported: return wire::ErrorCode::UNSUPPORTED;
        case ErrorKind::storage: return wire::ErrorCode::STORAGE;
        case ErrorKind::storage_full: return wire::ErrorCode::STORAGE_FULL;
    }
    return wire::ErrorCode::INVALID;
}

wire::Retry retry_advice(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::invalid:
        case ErrorKind::not_found:
        case ErrorKind::refused: return wire::Retry::NO;
        case ErrorKind::conflict: return wire::Retry::RELOAD;
        case ErrorKind::overloaded:
        case ErrorKind::storage_full:
        case ErrorKind::unavailable: return wire::Retry::LATER;
        case ErrorKind::unknown: return wire::Retry::SAME_ID;
        case ErrorKind::damaged:
        case ErrorKind::storage: return wire::Retry::CALL_HUMAN;
        case ErrorKind::unsupported: return wire::Retry::UPGRADE;
    }
    return wire::Retry::NO;
}

namespace {

/// Where a queue is full: they empty in less, so that this is a pause and no punishment.
constexpr std::uint32_t overloaded_wait_ms = 200;

ErrorKind kind_of(wire::ErrorCode code, wire::Retry retry) {
    switch (code) {
        case wire::ErrorCode::INVALID: return ErrorKind::invalid;
        case wire::ErrorCode::NOT_FOUND: return ErrorKind::not_found;
        case wire::ErrorCode::CONFLICT: return ErrorKind::conflict;
        case wire::ErrorCode::REFUSED: return ErrorKind::refused;
        case wire::ErrorCode::OVERLOADED: return ErrorKind::overloaded;
        case wire::ErrorCode::UNKNOWN: return ErrorKind::unknown;
        case wire::ErrorCode::UNAVAILABLE: return ErrorKind::unavailable;
        case wire::ErrorCode::DAMAGED: return ErrorKind::damaged;
        case wire::ErrorCode::UNSUPPORTED: return ErrorKind::unsupported;
        case wire::ErrorCode::STORAGE: return ErrorKind::storage;
        case wire::ErrorCode::STORAGE_FULL: return ErrorKind::storage_full;
        case wire::ErrorCode::CANCELLED: return ErrorKind::unavailable;
    }
    // A code of a newer server: the advice says what it amounts to.
    switch (retry) {
        case wire::Retry::NO: return ErrorKind::invalid;
        case wire::Retry::RELOAD: return ErrorKind::conflict;
        case wire::Retry::LATER: return ErrorKind::unavailable;
        case wire::Retry::SAME_ID: return ErrorKind::unknown;
        case wire::Retry::CALL_HUMAN: return ErrorKind::damaged;
        case wire::Retry::UPGRADE: return ErrorKind::unsupported;
    }
    return ErrorKind::unsupported;
}

std::string text(capnp::Text::Reader reader) { return {reader.begin(), reader.size()}; }

}  // namespace

void write_problem(wire::Problem::Builder out, const Error& error) {
    out.setCode(wire_code(error.kind));
    out.setRetry(retry_advice(error.kind));
    out.setMessage(error.message);
    if (!error.field.empty()) out.setField(error.field);
    if (!error.rule.empty()) out.setRule(error.rule);
    if (!error.danish.empty()) out.setDanish(error.danish);
    out.setRetryAfterMs(error.retry_after_ms != 0 || error.kind != ErrorKind::overloaded ? error.retry_after_ms : overloaded_wait_ms);
}

Error read_problem(wire::Problem::Reader problem) {
    return {kind_of(problem.getCode(), problem.getRetry()), text(problem.getMessage()), text(problem.getField()),
            text(problem.getRule()), problem.getRetryAfterMs(), text(problem.getDanish())};
}

WireFrame error_frame(std::uint64_t corr, const Error& error) {
    FrameBuilder builder(corr, 64);
    write_problem(builder.frame().initError(), error);
    return builder.finish();
}

}  // namespace forloeb
