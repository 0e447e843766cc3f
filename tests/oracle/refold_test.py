#!/usr/bin/env python3
"""The oracle on small histories whose answer is plain to see."""

import unittest

from refold import Event, bound, draw_pairs, known_stream, refold


def events(*rows):
    """The n-th row is version n with the id "n", recorded on the n-th of February."""
    made = []
    for number, row in enumerate(rows, start=1):
        made.append(Event({"position": number, "version": number, "eventId": str(number),
                           "recordedAt": f"2026-02-{number:02}T12:00:00Z", **row}))
    return made


def contact(when, **more):
    return {"type": "contact.held", "occurredAt": when, **more}


def corrected(target, target_type="contact.held", occurred=None, **more):
    payload = {"target": str(target), "targetType": target_type}
    if occurred:
        payload["occurredAt"] = occurred
    return {"type": "event.corrected", "occurredAt": "2026-02-01", "payload": payload, **more}


def retracted(target, **more):
    return {"type": "event.retracted", "occurredAt": "2026-02-01", "payload": {"target": str(target)}, **more}


def ids(history, occurred_by="-", known_at="-", governance=()):
    return "".join(event.id for event in refold(history, list(governance), bound(occurred_by), bound(known_at)))


def corrections(history):
    stream = known_stream(history, [], None)
    found = [(event.id, stream.correction(event)) for event in stream.effective()]
    return [(event, correction and correction.id) for event, correction in found]


class RefoldTest(unittest.TestCase):
    def test_order_is_by_occurrence_then_version(self):
        history = events(contact("2026-01-05T12:00:00+01:00"), contact("2026-01-05"), contact("2026-01"), contact(None),
                         contact("2026-01-05T11:00:00Z"))
        self.assertEqual(ids(history), "43215")

    def test_bounds_are_inclusive_and_a_date_is_its_last_instant(self):
        history = events(contact("2026-03-29T21:59:59Z"), contact("2026-03-29T22:00:00Z"))
        self.assertEqual(ids(history, "2026-03-29"), "1")
        self.assertEqual(ids(history, "2026-03-29T22:00:00Z"), "12")
        self.assertEqual(ids(history, "-", "2026-02-01T12:00:00Z"), "1")
        self.assertEqual(ids(history, "-", "2026-02-01T11:59:59Z"), "")

    def test_a_correction_moves_and_its_retraction_restores(self):
        history = events(contact("2026-01-05"), contact("2026-01-06"), corrected(1, occurred="2026-01-07"), retracted(3))
        self.assertEqual(ids(history, known_at="2026-02-02"), "12")
        self.assertEqual(ids(history, known_at="2026-02-03"), "21")
        self.assertEqual(ids(history, known_at="2026-02-04"), "12")

    def test_a_later_correction_without_a_time_leaves_the_event_where_it_was_put(self):
        history = events(contact("2026-01-05"), contact("2026-01-06"), corrected(1, occurred="2026-01-07"), corrected(1))
        self.assertEqual(ids(history), "21")
        self.assertEqual(corrections(history), [("2", None), ("1", "4")])

    def test_the_older_of_two_corrections_comes_back_when_the_newer_is_retracted(self):
        history = events(contact("2026-01-05"), corrected(1), corrected(1), retracted(3))
        self.assertEqual(corrections(history), [("1", "2")])

    def test_retractions_of_retractions(self):
        history = events(contact("2026-01-05"), retracted(1), retracted(2), retracted(3))
        self.assertEqual([ids(history, known_at=f"2026-02-0{day}") for day in (1, 2, 3, 4)], ["1", "", "1", ""])

    def test_amendments_without_a_fitting_earlier_target_change_nothing(self):
        history = events(retracted(2), contact("2026-01-05"), corrected(2, "goal.agreed", "2026-01-01"), retracted(99),
                         corrected(3, "event.corrected", "2026-01-01"))
        self.assertEqual(ids(history), "2")

    def test_a_retracted_import_takes_its_events_and_can_be_restored(self):
        batch = {"source": {"batch": "b"}}
        history = events(contact("2026-01-05"), contact("2026-01-06", **batch), retracted(1, **batch))
        governance = events({"type": "note.recorded"}, {"type": "note.recorded"}, {"type": "note.recorded"},
                            {"type": "import.retracted", "payload": {"batch": "B"}}, retracted(4))
        self.assertEqual(ids(history, known_at="2026-02-03", governance=governance), "2")
        self.assertEqual(ids(history, known_at="2026-02-04", governance=governance), "1")
        self.assertEqual(ids(history, known_at="2026-02-05", governance=governance), "2")

    def test_the_whole_log_as_the_command_line_prints_it_is_read_too(self):
        row = {"position": "5", "version": "2", "eventId": "A", "recordedAt": "2026-02-01T12:00:00Z",
               "stream": {"kind": "case", "id": "S"},
               "event": {"type": "event.retracted", "occurredAt": "2026-01-05", "payload": {"target": "B"}}}
        event = Event(row)
        self.assertEqual((event.position, event.version, event.id, event.stream, event.stream_kind, event.type, event.target),
                         (5, 2, "a", "s", "case", "event.retracted", "b"))

    def test_drawn_pairs_are_repeatable_and_readable(self):
        history = events(contact("2026-01-05"), corrected(1, occurred="2026-01-07"))
        pairs = draw_pairs(history, 50, 3)
        self.assertEqual(pairs, draw_pairs(history, 50, 3))
        self.assertNotEqual(pairs, draw_pairs(history, 50, 4))
        for pair in pairs:
            occurred_by, known_at = pair.split()
            bound(occurred_by), bound(known_at)


if __name__ == "__main__":
    unittest.main()
