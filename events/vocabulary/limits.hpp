// Every limit of the house in one place. Unit last. Overload and excess are answers, never growth.
#pragma once

#include <cstddef>
#include <cstdint>

namespace forloeb::limits {

// One event
inline constexpr std::size_t event_bytes_max = 256 * 1024;      // canonical StoredEvent
inline constexpr std::size_t clear_code_bytes_max = 64;         // a code or reference in a clear field
inline constexpr std::size_t clear_verbatim_bytes_max = 256;    // a source's own word in a clear field
inline constexpr std::size_t personal_text_bytes_max = 64 * 1024;
inline constexpr std::size_t personal_parts_max = 16;           // persons one event may concern
inline constexpr std::size_t list_elements_max = 10'000;
inline constexpr int nesting_depth_max = 16;                    // of Cap'n Proto messages and imported attributes

// One append
inline constexpr std::size_t append_events_max = 1000;
inline constexpr std::size_t append_bytes_max = 4 * 1024 * 1024;
inline constexpr std::size_t append_expectations_max = 64;      // streams named in one append
inline constexpr std::size_t append_lookups_max = 64;           // identifiers bound in one append

// The append path
inline constexpr std::size_t append_queue_requests_max = 8192;
inline constexpr std::size_t append_queue_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t group_events_max = 4096;           // events committed by one sync
inline constexpr std::size_t group_bytes_max = 8 * 1024 * 1024;
inline constexpr std::size_t run_bytes_max = 32 * 1024;         // one stored value; only a larger single event exceeds it
inline constexpr std::size_t case_facts_cached_max = 400'000;   // events in the states of streams being written: 80 MB
inline constexpr std::size_t case_subjects_remembered_max = 200'000;  // cases whose citizen is known without reading: 16 MB

// Reading
inline constexpr std::size_t read_events_max = 10'000;          // one page
inline constexpr std::size_t read_bytes_max = 8 * 1024 * 1024;

// Verification and backup
inline constexpr std::size_t findings_max = 1000;               // named one by one; the rest is counted
inline constexpr std::size_t export_bytes_max = 2 * 1024 * 1024;   // of the log's stored values, asked for at a time
inline constexpr std::size_t backup_part_bytes_max = 64 * 1024 * 1024;  // one file of a backup

// Proofs
inline constexpr std::size_t note_bytes_max = 64 * 1024;        // a signed note
inline constexpr std::size_t note_signatures_max = 64;
inline constexpr std::size_t proof_positions_max = 1000;        // proven in one request
inline constexpr std::size_t leaves_asked_max = 20'000;         // of one request
inline constexpr std::size_t bundle_bytes_max = 64 * 1024 * 1024;  // a case's events, made into one download of evidence

// The doors
inline constexpr std::size_t frame_bytes_max = 8 * 1024 * 1024;
inline constexpr std::size_t frame_bytes_before_hello_max = 64 * 1024;
inline constexpr std::uint32_t frame_segments_max = 16;
inline constexpr std::uint32_t reply_segments_max = 512;        // what our own client takes from a server
inline constexpr std::size_t connections_max = 12'288;          // 10,000 that are idle, 1,000 that work, and some more
inline constexpr std::size_t connections_least = 1024;          // with fewer open files than that a server does not start
inline constexpr std::size_t requests_in_flight_max = 256;      // per connection; one more is answered "overloaded"
inline constexpr std::size_t request_bytes_in_flight_max = 16 * 1024 * 1024;  // per connection; then it is not read
inline constexpr std::size_t reads_running_max = 2;             // per connection, at the same time: reads and pulls, each
inline constexpr std::size_t subscriptions_max = 64;            // per connection
inline constexpr std::size_t subscription_types_max = 256;      // event types one subscription may name
inline constexpr std::size_t subscription_cases_max = 1000;     // cases one subscription may name
inline constexpr std::size_t subscription_units_max = 64;       // units, and partners, each
inline constexpr std::size_t remembered_of_actor_max = 16;      // subscriptions by name, of one actor
inline constexpr std::size_t remembered_max = 1024;             // of all actors together
inline constexpr std::size_t remembered_name_bytes_max = 64;
inline constexpr std::size_t committed_told_max = 20'000;       // events whose streams and types are told to subscriptions at a time
inline constexpr std::uint64_t credits_max = 1'000'000;         // per subscription
inline constexpr std::size_t page_bytes_max = 4 * 1024 * 1024;  // events of one page on the wire
inline constexpr std::size_t push_bytes_max = 256 * 1024;       // events of one push
inline constexpr std::size_t push_events_max = 512;
inline constexpr std::size_t pull_scanned_max = 10'000;         // events looked at for one push of a filtered subscription
inline constexpr std::size_t identifiers_asked_max = 1000;      // of one lookup
inline constexpr std::size_t write_queue_bytes_max = 16 * 1024 * 1024;  // per connection, then it is cut off
inline constexpr std::size_t write_queue_bytes_pause = 8 * 1024 * 1024; // nothing new is begun for it above this
inline constexpr std::size_t doors_bytes_max = 512 * 1024 * 1024;       // held for all connections together
inline constexpr std::size_t connection_bytes_share = 512 * 1024;       // above doors_bytes_max, those that hold more are ended
inline constexpr std::int64_t wait_for_position_ms = 5'000;     // a read that asks for more of the log than there is, without a deadline
inline constexpr std::int64_t hello_timeout_ms = 5'000;
inline constexpr std::int64_t frame_timeout_ms = 30'000;        // from a frame's first byte to its last
inline constexpr std::int64_t write_stall_timeout_ms = 60'000;  // with bytes to take and none taken
inline constexpr std::int64_t stop_timeout_ms = 10'000;         // for requests under way when the server stops

// The HTTP door
inline constexpr std::size_t http_target_bytes_max = 8 * 1024;
inline constexpr std::size_t http_header_bytes_max = 32 * 1024;    // all header fields and the first line
inline constexpr std::size_t http_header_fields_max = 100;
inline constexpr std::size_t http_body_bytes_max = 8 * 1024 * 1024;  // an append of append_bytes_max as JSON
inline constexpr std::size_t http_gzip_bytes_min = 1024;           // shorter answers are sent as they are
inline constexpr std::int64_t http_header_timeout_ms = 10'000;     // from its first byte to the end of the header
inline constexpr std::int64_t http_body_timeout_ms = 60'000;
inline constexpr std::int64_t http_idle_timeout_ms = 75'000;       // between two requests
inline constexpr std::int64_t http_response_timeout_ms = 300'000;  // from its first byte to the last one taken
inline constexpr std::int64_t http_heartbeat_ms = 15'000;          // of an event stream that has nothing to say
inline constexpr std::size_t http_stream_bytes_pause = 512 * 1024; // waiting for the reader of an event stream; then the log is not read for it
inline constexpr std::size_t web_file_bytes_max = 16 * 1024 * 1024;  // a file of the page

// Who comes in
inline constexpr std::int64_t handshake_timeout_ms = 5'000;     // of TLS
inline constexpr std::size_t connections_of_address_max = 256;  // from one network address
inline constexpr std::size_t connections_of_actor_max = 64;     // of one actor
inline constexpr std::size_t connections_unidentified_max = 128;  // before hello, all together
inline constexpr int failed_logins_max = 3;                     // from one place, then it is locked out
inline constexpr std::int64_t failed_logins_within_ms = 10 * 60'000;
inline constexpr std::int64_t lock_out_ms = 15 * 60'000;
inline constexpr std::size_t places_remembered_max = 10'000;    // with failed attempts; the oldest is forgotten
inline constexpr std::int64_t sign_in_token_ms = 10 * 60'000;   // a token that is good once, to sign in at the page
inline constexpr std::int64_t sign_in_idle_ms = 15 * 60'000;    // without a request, then one signs in again
inline constexpr std::int64_t sign_in_ms = 10 * 3600'000;       // whatever one does
inline constexpr std::size_t sign_ins_max = 4096;               // all together; the one idle longest is ended
inline constexpr double requests_per_second = 2'000;            // of one actor, over time; the owner of the data is not counted
inline constexpr double requests_burst = 4'000;
inline constexpr double personal_bytes_per_second = 1024 * 1024;  // answers with personal text, of one actor
inline constexpr double personal_bytes_burst = 64.0 * 1024 * 1024;
inline constexpr std::size_t quotas_remembered_max = 10'000;    // actors; those at rest are forgotten first
inline constexpr std::int64_t break_glass_minutes_max = 60;     // a policy may say less
inline constexpr std::size_t policy_bytes_max = 1024 * 1024;    // a policy file

// Import
inline constexpr std::size_t import_case_events_max = 1'000'000;
inline constexpr std::size_t import_text_bytes_max = 64 * 1024; // one attribute value
inline constexpr int import_depth_max = 16;
inline constexpr std::size_t import_attributes_max = 1024;      // of one element
inline constexpr std::size_t import_key_bytes_max = 1024;       // one attribute key
inline constexpr std::size_t import_declarations_max = 1024;    // extensions, classifiers and globals of one file, each
inline constexpr std::size_t import_markup_bytes_max = 1024 * 1024;  // input that completes no element
inline constexpr std::size_t import_report_rows_max = 1000;     // rows named one by one in a report; the rest is counted
inline constexpr std::size_t import_appends_in_flight_max = 64;
inline constexpr std::size_t import_bytes_in_flight_max = 16 * 1024 * 1024;

}  // namespace forloeb::limits
