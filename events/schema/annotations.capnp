@0xc0d1ff0e7b5a4e01;
# Annotations that carry what a machine and a person both need to know about a type or field.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");

struct Label {
  da @0 :Text;  # what a Danish caseworker reads
  en @1 :Text;
}

annotation label @0xc0d1ff0e7b5a4e02 (struct, field, union, group, enum, enumerant) :Label;

enum SensitivityClass {
  # Each class has its own key per subject, so that one can be restricted or forgotten alone.
  # Stored: never renumber.
  none @0 $label(da = "ingen", en = "none");
  identity @1 $label(da = "identitet", en = "identity");  # name, contact, CPR, address
  narrative @2 $label(da = "fortælling", en = "narrative");  # free text about a life, own words
  health @3 $label(da = "helbred", en = "health");  # diagnoses, function, treatment
  penal @4 $label(da = "strafbare forhold", en = "penal matters");  # sentences, places of imprisonment
  economy @5 $label(da = "økonomi", en = "economy");  # money
}

annotation class @0xc0d1ff0e7b5a4e03 (field) :SensitivityClass;
# Every field of a personal struct says which class it belongs to; a field of a clear struct never has one.

annotation verbatim @0xc0d1ff0e7b5a4e04 (field) :Void;
# A clear text that is not a code: a source system's own word (an activity, a unit), kept as it was written,
# at most 256 bytes. Every other clear text is a code or a reference (events/codec/propose.hpp).
