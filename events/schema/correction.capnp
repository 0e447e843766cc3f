@0xc0d1ff0e7b5a4e20;
# Corrections: history is never edited and never deleted; what was wrong is said anew, and both stay readable.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "envelope.capnp".Id16;
using import "envelope.capnp".Moment;

struct EventCorrected $label(da = "Hændelse rettet", en = "Event corrected") {
  # The full replacement of the target's payload. The personal parts of this event are those of the
  # target's type and replace the target's, if there are any.
  target @0 :Id16 $label(da = "rettet hændelse", en = "corrected event");
  targetType @1 :Text $label(da = "type", en = "type");
  reason @2 :Text $label(da = "årsag", en = "reason");  # a code: "typing_error", "wrong_date", "new_knowledge"
  occurredAt @3 :Moment $label(da = "skete", en = "occurred");  # if given, moves the event
  payload @4 :AnyPointer $label(da = "nyt indhold", en = "new content");
  targetVersion @5 :UInt16 $label(da = "skemaversion", en = "schema version");
  # Of `payload`; written by the engine, so that events/upcast can lift an old one. A client leaves it out.
}

struct EventRetracted $label(da = "Hændelse trukket tilbage", en = "Event retracted") {
  # The target never happened, or is not this case's. Retracting a correction restores what was before it; retracting a
  # retraction restores the target.
  target @0 :Id16 $label(da = "hændelse", en = "event");
  reason @1 :Text $label(da = "årsag", en = "reason");
}

struct ImportRetracted $label(da = "Import trukket tilbage", en = "Import retracted") {
  # On a governance stream: no event of this import batch holds any more. They stay readable as originals.
  batch @0 :Id16 $label(da = "importkørsel", en = "import batch");
  reason @1 :Text $label(da = "årsag", en = "reason");
}
