-- Who called off a run before its first day, and why.
alter table enrolment.intake
  add column cancelled_by  text,
  add column cancelled_at  timestamptz,
  add column cancelled_why text not null default '',
  add constraint called_off_by_somebody
    check ((state = 'cancelled') = (cancelled_by is not null)
           and (cancelled_by is null) = (cancelled_at is null)
           and (cancelled_by is null) = (cancelled_why = '')),
  add constraint called_off_takes_nobody check (state <> 'cancelled' or not applications);

-- What is left to be told when a run is called off.
create index enrolment_open_in on enrolment.enrolment (intake_id) where state in ('waiting', 'asked', 'enrolled');
