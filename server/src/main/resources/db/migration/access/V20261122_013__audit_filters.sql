-- The audit is asked by who and by what, newest first.
create index audit_who on access.audit (who, at desc, id desc);
create index audit_what on access.audit (what, at desc, id desc);
