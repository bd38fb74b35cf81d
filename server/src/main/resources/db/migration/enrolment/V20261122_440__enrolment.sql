create schema enrolment;

-- A dated run of a programme in which people have seats. Opened by a published plan or by hand.
create table enrolment.intake (
  id           bigint generated always as identity primary key,
  programme_id bigint not null references programmes.programme (id),
  starts       date not null,
  seats        int not null check (seats > 0),
  planned      int not null default 0,    -- seats that offers may fill: those the plan fills
  minimum      int not null default 0 check (minimum >= 0),   -- people it needs to run
  taken        int not null default 0,    -- rows of enrolment.seat, kept by its trigger
  fiscal_year  int not null,              -- whose budget pays
  cost_centre  text not null check (cost_centre <> ''),
  state        text not null default 'open' check (state in ('open', 'running', 'ended', 'cancelled')),
  opened_by    text not null,
  opened_at    timestamptz not null,
  unique (programme_id, starts),
  check (planned between 0 and seats),
  constraint never_oversold check (taken between 0 and seats)
) with (fillfactor = 70);

-- A seat that is held for an offer, or sat in. It is freed by deleting the row.
create table enrolment.seat (
  intake_id bigint not null references enrolment.intake (id),
  person_id bigint not null references people.person (id),
  primary key (intake_id, person_id)
);

-- Counting locks the intake until the end of the transaction: whoever takes a seat at the same time
-- waits and is then checked by never_oversold, by whatever way the row was written.
create function enrolment.count_seats() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    update enrolment.intake i set taken = i.taken - c.n
      from (select intake_id, count(*) as n from gone group by intake_id) c
     where i.id = c.intake_id;
  else
    update enrolment.intake i set taken = i.taken + c.n
      from (select intake_id, count(*) as n from come group by intake_id) c
     where i.id = c.intake_id;
  end if;
  return null;
end $$;

create trigger count_more after insert on enrolment.seat
  referencing new table as come for each statement execute function enrolment.count_seats();
create trigger count_fewer after delete on enrolment.seat
  referencing old table as gone for each statement execute function enrolment.count_seats();

create function enrolment.refuse_move() returns trigger language plpgsql as $$
begin
  raise exception 'a seat is taken and freed, never moved' using errcode = 'restrict_violation';
end $$;

create trigger refuse_move before update or truncate on enrolment.seat
  for each statement execute function enrolment.refuse_move();

-- The count is the rows, whatever code asks.
create function enrolment.keep_taken() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 and new.taken is distinct from (case tg_op when 'INSERT' then 0 else old.taken end) then
    raise exception 'seats of intake % are counted by its rows alone', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger keep_taken before insert or update on enrolment.intake
  for each row execute function enrolment.keep_taken();

-- How the offers of a plan go out.
create table enrolment.offering (
  id          bigint generated always as identity primary key,
  plan_id     bigint not null unique references planning.plan (id),
  waves       int not null check (waves between 1 and 12),
  first_day   date not null,             -- the first wave
  days_apart  int not null check (days_apart between 0 and 365),
  answer_days int not null check (answer_days between 1 and 365),
  cost_centre text not null check (cost_centre <> ''),
  job_id      bigint references jobs.job (id),
  made_by     text not null,
  made_at     timestamptz not null
);

-- A place offered to a person.
create table enrolment.offer (
  id          bigint generated always as identity primary key,
  intake_id   bigint not null references enrolment.intake (id),
  person_id   bigint not null references people.person (id),
  plan_id     bigint references planning.plan (id),   -- null: offered by hand
  wave        int not null check (wave >= 1),
  holds_seat  boolean not null,          -- false: first come, first served
  to_role     int references people.role (id),
  to_label    text not null,
  strategy    text not null check (strategy in ('upskilling', 'reskilling', 'outskilling', 'education_benefit')),
  price_cents bigint not null check (price_cents >= 0),
  paid_time   boolean not null,          -- on the employer's time, so a manager releases
  why         text not null,             -- why this person, in words for the person
  state       text not null default 'prepared'
              check (state in ('prepared', 'open', 'accepted', 'declined', 'lapsed', 'withdrawn')),
  sends_on    date not null,
  answer_by   date not null,             -- the last day to answer
  sent_at     timestamptz,
  answered_at timestamptz,
  reason      text not null default '',  -- why it was declined or withdrawn, or cannot be sent yet
  check (answer_by >= sends_on),
  check ((state = 'prepared') = (sent_at is null) or state = 'withdrawn')
);
-- Once in a run of a programme; again only when it was withdrawn.
create unique index offer_once on enrolment.offer (intake_id, person_id) where state <> 'withdrawn';
-- Nobody has two held places to answer for at a time.
create unique index offer_one_held on enrolment.offer (person_id)
  where holds_seat and state in ('prepared', 'open');
create index offer_person on enrolment.offer (person_id);
create index offer_due on enrolment.offer (sends_on) where state = 'prepared';
create index offer_lapses on enrolment.offer (answer_by) where state = 'open';
create index offer_plan on enrolment.offer (plan_id, state);

-- A person in a programme, from the waiting list or an accepted offer to the end.
--   waiting    on the waiting list of the intake
--   asked      has a seat; the manager's release is awaited
--   enrolled   has a seat and is released; it has not begun
--   learning   it runs
--   completed, failed, withdrawn   how it ended; withdrawn also before it began
--   refused    not released
--   placed     completed, and in the role it led to
create table enrolment.enrolment (
  id          bigint generated always as identity primary key,
  intake_id   bigint not null references enrolment.intake (id),
  person_id   bigint not null references people.person (id),
  offer_id    bigint unique references enrolment.offer (id),   -- null: applied for
  to_role     int references people.role (id),
  to_label    text not null,
  strategy    text not null check (strategy in ('upskilling', 'reskilling', 'outskilling', 'education_benefit')),
  price_cents bigint not null check (price_cents >= 0),
  paid_time   boolean not null,
  paid_as     text not null default '',   -- what the ledger knows its money as; '' without money
  state       text not null
              check (state in ('waiting', 'asked', 'enrolled', 'learning', 'completed', 'failed', 'withdrawn',
                               'refused', 'placed')),
  since       timestamptz not null,       -- of the state
  made_at     timestamptz not null,
  version     int not null default 1      -- an update names the one it read
);
-- In one run of a programme once, as long as it is not over.
create unique index enrolment_stands on enrolment.enrolment (intake_id, person_id)
  where state not in ('withdrawn', 'refused', 'failed');
create index enrolment_person on enrolment.enrolment (person_id);
create index enrolment_waiting on enrolment.enrolment (intake_id, made_at) where state = 'waiting';

-- What happened to an enrolment: added to and never changed.
create table enrolment.step (
  id           bigint generated always as identity primary key,
  enrolment_id bigint not null references enrolment.enrolment (id),
  state        text not null,
  made_by      text not null,
  made_at      timestamptz not null,
  reason       text not null
);
create index step_enrolment on enrolment.step (enrolment_id);

create function enrolment.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'enrolment.% is added to and never changed: no %', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end $$;

create trigger refuse_change before update or delete or truncate on enrolment.step
  for each statement execute function enrolment.refuse_change();

-- A manager's release for an enrolment on the employer's time. A "no", or no answer in time, goes to a
-- planner, whose answer counts.
create table enrolment.release (
  enrolment_id bigint primary key references enrolment.enrolment (id),
  department   text not null,             -- whose manager is asked
  asked_at     timestamptz not null,
  answer_by    date not null,
  answer       text check (answer in ('yes', 'no')),
  answered_by  text,
  answered_at  timestamptz,
  reason       text not null default '',  -- of a "no"
  escalated_at timestamptz,               -- when it went to a planner
  settled      text check (settled in ('yes', 'no')),   -- the planner's
  settled_by   text,
  settled_at   timestamptz,
  settled_why  text not null default '',
  check ((answer is null) = (answered_by is null)),
  check (answer is distinct from 'no' or reason <> ''),
  check ((settled is null) = (settled_by is null)),
  check (settled is null or escalated_at is not null)
);
create index release_open on enrolment.release (department) where answer is null and settled is null;
create index release_escalated on enrolment.release (escalated_at) where settled is null and escalated_at is not null;
