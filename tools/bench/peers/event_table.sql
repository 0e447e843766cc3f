-- What a careful team would write by hand in PostgreSQL: an event table with stream versions. The unique index is the
-- optimistic check and the index by stream; the primary key is the order of the log. Positions have gaps after a failed
-- insert, and nothing here is sealed, proven or remembered by append id: it does less than what it is compared with.
CREATE TABLE events (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream bigint NOT NULL,
    version bigint NOT NULL,
    type text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    data text NOT NULL,
    UNIQUE (stream, version)
);

-- To be read: 50 streams of 100 events, written round and round as cases grow, so that a stream lies scattered.
CREATE TABLE streams_read (LIKE events INCLUDING ALL);
INSERT INTO streams_read (stream, version, type, data)
SELECT stream, version, 'contact.held', :'payload'
FROM generate_series(1, 100) AS version, generate_series(1, 50) AS stream
ORDER BY version, stream;

-- To be read in order, all of it.
CREATE TABLE log_read (LIKE events INCLUDING ALL);
INSERT INTO log_read (stream, version, type, data)
SELECT number / 12, number % 12 + 1, 'contact.held', :'payload'
FROM generate_series(0, 99999) AS number;

VACUUM ANALYZE;
