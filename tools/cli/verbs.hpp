// The verbs of `forloeb`, one file each. Each function adds its verb to the menu; the order here is the order of help.
#pragma once

namespace forloeb {

class Menu;

void add_dev(Menu& menu);
void add_serve(Menu& menu);
void add_status(Menu& menu);
void add_append(Menu& menu);
void add_tail(Menu& menu);
void add_case(Menu& menu);        // list, show, history, partners, handovers, replay, promises, goals, ...
void add_my(Menu& menu);          // day, cases, news
void add_partner(Menu& menu);     // cases
void add_lesson(Menu& menu);      // list
void add_measure(Menu& menu);     // list, run, explain
void add_report(Menu& menu);      // evaluation
void add_evaluation(Menu& menu);  // cases, replay
void add_advice(Menu& menu);      // list, run, ask, record
void add_import(Menu& menu);      // xes, retract, generate
void add_export(Menu& menu);      // xes, ocel
void add_projection(Menu& menu);  // status, rebuild
void add_log(Menu& menu);         // root, checkpoint, key, prove, consistency, export-tiles
void add_verify(Menu& menu);
void add_audit(Menu& menu);       // bundle, verify
void add_backup(Menu& menu);      // create, verify, restore
void add_person(Menu& menu);      // state, restrict, hold, archive-export, shred, purge, ...
void add_keys(Menu& menu);        // rotate
void add_demo(Menu& menu);        // load, generate
void add_event(Menu& menu);       // list, schema
void add_vocabulary(Menu& menu);  // list, show, check
void add_access(Menu& menu);      // me, explain, check, policy, reload, break-glass, reviews, review
void add_token(Menu& menu);       // create, list, revoke
void add_cert(Menu& menu);        // authority, server, client
void add_config(Menu& menu);      // check
void add_bench(Menu& menu);

}  // namespace forloeb
