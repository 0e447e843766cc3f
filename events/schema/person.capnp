@0x87513c0f148b2065;
# A person's own stream: who a pseudonym is. Everything that identifies is sealed.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "envelope.capnp".Moment;
using import "envelope.capnp".Answer;

struct SubjectDescribed $label(da = "Person beskrevet", en = "Subject described") {
  # Carries the whole description as it stands from now on; the newest one counts.
  kind @0 :Text $label(da = "persontype", en = "kind");          # code: "citizen", "relative", "staff"
  source @1 :Text $label(da = "oplysningskilde", en = "source");  # code: "cpr_register", "citizen", "import"
  synthetic @2 :Answer $label(da = "opdigtet person", en = "synthetic person");
}
struct SubjectDescribedPersonal $label(da = "Person beskrevet, personlige oplysninger", en = "Subject described, personal") {
  name @0 :Text $label(da = "navn", en = "name") $class(identity);
  cpr @1 :Text $label(da = "CPR-nummer", en = "CPR number") $class(identity);
  born @2 :Moment $label(da = "født", en = "born") $class(identity);
  addressProtected @3 :Answer $label(da = "navne- og adressebeskyttet", en = "protected address") $class(identity);
  address @4 :Text $label(da = "adresse", en = "address") $class(identity);
  phone @5 :Text $label(da = "telefon", en = "phone") $class(identity);
  email @6 :Text $label(da = "e-mail", en = "e-mail") $class(identity);
  title @7 :Text $label(da = "stilling", en = "title") $class(identity);
  presentation @8 :Text $label(da = "om mig selv", en = "about me") $class(narrative);
  diagnoses @9 :List(Text) $label(da = "diagnoser", en = "diagnoses") $class(health);
}
