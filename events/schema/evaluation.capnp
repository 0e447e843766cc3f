@0xd759ed17da140bbd;
# Surveys and running monitoring. Respondent pseudonyms come from their own key, so that an answer cannot be tied to a
# member of staff's actions. Answers to closed items are clear; comments are sealed.

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("forloeb");
using import "annotations.capnp".label;
using import "annotations.capnp".class;
using import "envelope.capnp".Moment;
using import "terms.capnp".CodedText;
using import "terms.capnp".ItemAnswer;

enum RespondentGroup {
  # Never pooled in a figure.
  unknown @0 $label(da = "uoplyst", en = "unknown");
  citizen @1 $label(da = "borger", en = "citizen");
  relative @2 $label(da = "pårørende", en = "relative");
  secondHand @3 $label(da = "borger gennem sagsbehandler", en = "second-hand through caseworker");
  municipalCaseworker @4 $label(da = "kommunal sagsbehandler", en = "municipal caseworker");
  regionalCaseworker @5 $label(da = "regional sagsbehandler", en = "regional caseworker");
  leader @6 $label(da = "leder", en = "leader");
}

struct SurveyInvited $label(da = "Inviteret til spørgeskema", en = "Survey invitation") {
  survey @0 :Text $label(da = "spørgeskema", en = "survey");
  instrument @1 :Text $label(da = "skema", en = "instrument");
  version @2 :Text $label(da = "skemaversion", en = "instrument version");
  wave @3 :Text $label(da = "måling", en = "wave");  # "baseline", "after"
  respondent @4 :Text $label(da = "respondent", en = "respondent");
  group @5 :RespondentGroup $label(da = "respondentgruppe", en = "respondent group");
  due @6 :Moment $label(da = "svarfrist", en = "due");
}

struct SurveyAnswered $label(da = "Spørgeskema besvaret", en = "Survey answered") {
  survey @0 :Text $label(da = "spørgeskema", en = "survey");
  instrument @1 :Text $label(da = "skema", en = "instrument");
  version @2 :Text $label(da = "skemaversion", en = "instrument version");
  wave @3 :Text $label(da = "måling", en = "wave");
  respondent @4 :Text $label(da = "respondent", en = "respondent");
  group @5 :RespondentGroup $label(da = "respondentgruppe", en = "respondent group");
  answers @6 :List(ItemAnswer) $label(da = "svar", en = "answers");
  language @7 :Text $label(da = "sprog", en = "language");  # ISO 639-1, of the wording answered
}
struct SurveyAnsweredPersonal $label(da = "Spørgeskema besvaret, personlige oplysninger", en = "Survey answered, personal") {
  comments @0 :List(CodedText) $label(da = "kommentarer", en = "comments") $class(narrative);
}

struct MonitoringRegistered $label(da = "Løbende monitorering", en = "Monitoring registered") {
  instrument @0 :Text $label(da = "skema", en = "instrument");
  version @1 :Text $label(da = "skemaversion", en = "instrument version");
  period @2 :Text $label(da = "periode", en = "period");  # e.g. "2026-03"; the period reported on, not the date
  respondent @3 :Text $label(da = "respondent", en = "respondent");
  group @4 :RespondentGroup $label(da = "respondentgruppe", en = "respondent group");
  answers @5 :List(ItemAnswer) $label(da = "svar", en = "answers");
}
struct MonitoringRegisteredPersonal $label(da = "Løbende monitorering, personlige oplysninger", en = "Monitoring registered, personal") {
  comments @0 :List(CodedText) $label(da = "kommentarer", en = "comments") $class(narrative);
}

struct SurveyDeclined $label(da = "Spørgeskema afslået", en = "Survey declined") {
  survey @0 :Text $label(da = "spørgeskema", en = "survey");
  instrument @1 :Text $label(da = "skema", en = "instrument");
  version @2 :Text $label(da = "skemaversion", en = "instrument version");
  wave @3 :Text $label(da = "måling", en = "wave");
  respondent @4 :Text $label(da = "respondent", en = "respondent");
  group @5 :RespondentGroup $label(da = "respondentgruppe", en = "respondent group");
  reason @6 :Text $label(da = "årsag", en = "reason");
}
