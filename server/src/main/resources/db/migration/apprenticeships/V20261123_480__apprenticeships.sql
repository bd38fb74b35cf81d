-- Apprenticeships: what a programme asks, agreements, raises and certificates. Hours are in `hours`.
create schema apprenticeships;

-- The standards of a programme on the job. A version is never changed: an agreement keeps the one it
-- was made under, the newest holds for new agreements.
create table apprenticeships.standards (
  id                     bigint generated always as identity primary key,
  programme_id           bigint not null references programmes.programme (id),
  version                int not null check (version > 0),
  journey_cents          bigint not null check (journey_cents > 0),     -- an hour, of a journeyworker
  instruction_hours_year int not null check (instruction_hours_year >= 0),
  instruction_hours      int not null check (instruction_hours >= 0),   -- over the whole programme
  probation_hours        int check (probation_hours > 0),               -- on the job
  probation_days         int check (probation_days > 0),
  probation_months       int not null check (probation_months > 0),     -- it is over after them, whatever was done
  apprentices            int not null check (apprentices > 0),          -- at most so many ...
  mentors                int not null check (mentors > 0),              -- ... to so many at a site
  set_by                 text not null check (set_by <> ''),
  set_at                 timestamptz not null,
  unique (programme_id, version),
  unique (id, programme_id),
  check (num_nonnulls(probation_hours, probation_days) = 1)
);

create table apprenticeships.work_process (
  id           bigint generated always as identity primary key,
  standards_id bigint not null references apprenticeships.standards (id),
  place        int not null check (place > 0),
  name         text not null check (name <> ''),
  hours        int not null check (hours > 0),
  unique (standards_id, place),
  unique (standards_id, name),
  unique (id, standards_id)
);

create table apprenticeships.wage_step (
  standards_id      bigint not null references apprenticeships.standards (id),
  step              int not null check (step > 0),
  after_hours       int not null check (after_hours >= 0),         -- on the job
  instruction_hours int not null check (instruction_hours >= 0),   -- and of related instruction
  share_hundredths  int not null check (share_hundredths > 0),     -- of a percent of the journeyworker's wage
  cents             bigint not null check (cents > 0),             -- an hour
  primary key (standards_id, step),
  check ((step = 1) = (after_hours = 0)),
  check (step > 1 or instruction_hours = 0)
);

create function apprenticeships.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'apprenticeships.% is added to and never changed: no %', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end $$;
create trigger refuse_change before update or delete or truncate on apprenticeships.standards
  for each statement execute function apprenticeships.refuse_change();
create trigger refuse_change before update or delete or truncate on apprenticeships.work_process
  for each statement execute function apprenticeships.refuse_change();
create trigger refuse_change before update or delete or truncate on apprenticeships.wage_step
  for each statement execute function apprenticeships.refuse_change();

-- Each step asks more and pays more than the one before.
create function apprenticeships.rises() returns trigger language plpgsql as $$
begin
  if exists (select
               from apprenticeships.wage_step a
               join apprenticeships.wage_step b on b.standards_id = a.standards_id and b.step > a.step
              where a.standards_id = new.standards_id
                and (b.after_hours <= a.after_hours
                     or b.instruction_hours < a.instruction_hours
                     or b.cents <= a.cents)) then
    raise exception 'Each wage step asks more hours and pays more than the one before.' using errcode = '23R01';
  end if;
  return null;
end $$;
create constraint trigger rises after insert on apprenticeships.wage_step
  deferrable initially deferred for each row execute function apprenticeships.rises();

-- Who supervises apprentices of a programme at a site.
create table apprenticeships.mentor (
  id           bigint generated always as identity primary key,
  programme_id bigint not null references programmes.programme (id),
  site_id      int not null references people.site (id),
  person_id    bigint not null references people.person (id),
  named_by     text not null,
  named_at     timestamptz not null,
  ended_by     text,
  ended_at     timestamptz,
  check ((ended_by is null) = (ended_at is null))
);
create unique index mentor_once on apprenticeships.mentor (programme_id, site_id, person_id) where ended_at is null;
create index mentor_person on apprenticeships.mentor (person_id) where ended_at is null;

create table apprenticeships.agreement (
  id                       bigint generated always as identity primary key,
  standards_id             bigint not null,
  programme_id             bigint not null,
  person_id                bigint not null references people.person (id),
  enrolment_id             bigint references enrolment.enrolment (id),
  site_id                  int not null references people.site (id),
  zone                     text not null check (zone <> ''),
  first_day                date not null,
  instruction_credit_hours int not null check (instruction_credit_hours >= 0),
  instruction_worked       boolean not null,   -- related instruction counts as hours worked
  state                    text not null check (state in
                             ('proposed', 'agreed', 'probation', 'running', 'suspended', 'completed', 'cancelled')),
  resumes_as               text check (resumes_as in ('probation', 'running')),
  since                    timestamptz not null,
  proposed_by              text not null,
  proposed_at              timestamptz not null,
  apprentice_by            text,               -- who signed for the apprentice
  apprentice_at            timestamptz,
  employer_by              text,               -- and for the employer
  employer_at              timestamptz,
  ends_on                  date,               -- notice was given
  ends_side                text check (ends_side in ('apprentice', 'employer')),
  ends_by                  text,
  ends_reason              text,
  reckoned                 text not null default '',   -- which hours raises were last reckoned from
  foreign key (standards_id, programme_id) references apprenticeships.standards (id, programme_id),
  unique (id, standards_id),
  check ((apprentice_by is null) = (apprentice_at is null)),
  check ((employer_by is null) = (employer_at is null)),
  check (state in ('proposed', 'cancelled') or (apprentice_by is not null and employer_by is not null)),
  check (num_nonnulls(ends_on, ends_side, ends_by, ends_reason) in (0, 4)),
  check ((state = 'suspended') = (resumes_as is not null))
);
create unique index agreement_once on apprenticeships.agreement (person_id)
  where state not in ('completed', 'cancelled');
create unique index agreement_enrolment on apprenticeships.agreement (enrolment_id) where state <> 'cancelled';
create index agreement_place on apprenticeships.agreement (programme_id, site_id);

create table apprenticeships.agreement_mentor (
  agreement_id bigint not null references apprenticeships.agreement (id),
  person_id    bigint not null references people.person (id),
  primary key (agreement_id, person_id)
);
create index agreement_mentor_person on apprenticeships.agreement_mentor (person_id);

create function apprenticeships.not_oneself() returns trigger language plpgsql as $$
begin
  if exists (select from apprenticeships.agreement a where a.id = new.agreement_id and a.person_id = new.person_id) then
    raise exception 'Nobody is the mentor of oneself.' using errcode = '23R01';
  end if;
  return new;
end $$;
create trigger not_oneself before insert or update on apprenticeships.agreement_mentor
  for each row execute function apprenticeships.not_oneself();

-- Hours of before that count, by work process.
create table apprenticeships.credit (
  agreement_id bigint not null,
  standards_id bigint not null,
  process_id   bigint not null,
  hours        int not null check (hours > 0),
  primary key (agreement_id, process_id),
  foreign key (agreement_id, standards_id) references apprenticeships.agreement (id, standards_id),
  foreign key (process_id, standards_id) references apprenticeships.work_process (id, standards_id)
);

-- What happened to an agreement.
create table apprenticeships.event (
  id           bigint generated always as identity primary key,
  agreement_id bigint not null references apprenticeships.agreement (id),
  state        text not null,
  words        text not null check (words <> ''),
  made_by      text not null,
  made_at      timestamptz not null
);
create index event_agreement on apprenticeships.event (agreement_id);
create trigger refuse_change before update or delete or truncate on apprenticeships.event
  for each statement execute function apprenticeships.refuse_change();

-- The ratio. Who adds an apprentice or takes a mentor away waits for whoever does so at the same
-- programme and site, and then counts what is committed.
create function apprenticeships.keep_ratio() returns trigger language plpgsql as $$
declare
  kept        record;
  programme   bigint;
  site        int;
  apprentices bigint;
  mentors     bigint;
begin
  programme := new.programme_id;
  site := new.site_id;
  perform pg_advisory_xact_lock(hashtextextended(format('apprenticeships %s %s', programme, site), 0));
  select count(*) into apprentices
    from apprenticeships.agreement a
   where a.programme_id = programme and a.site_id = site and a.state not in ('completed', 'cancelled');
  select count(*) into mentors
    from apprenticeships.mentor m
   where m.programme_id = programme and m.site_id = site and m.ended_at is null;
  select s.apprentices, s.mentors into kept
    from apprenticeships.standards s
   where s.programme_id = programme
   order by s.version desc
   limit 1;
  if apprentices * kept.mentors > mentors * kept.apprentices then
    raise exception 'The ratio is % to %: % would be too many for % at this site. Name another mentor there first.',
      kept.apprentices, kept.mentors,
      apprentices || case when apprentices = 1 then ' apprentice' else ' apprentices' end,
      mentors || case when mentors = 1 then ' mentor' else ' mentors' end
      using errcode = '23R01';
  end if;
  return null;
end $$;
create trigger keep_ratio after insert on apprenticeships.agreement
  for each row execute function apprenticeships.keep_ratio();
create trigger keep_ratio_moved after update of state, site_id on apprenticeships.agreement
  for each row
  when (new.site_id <> old.site_id
        or old.state in ('completed', 'cancelled') and new.state not in ('completed', 'cancelled'))
  execute function apprenticeships.keep_ratio();
create trigger keep_ratio after update of ended_at on apprenticeships.mentor
  for each row when (old.ended_at is null and new.ended_at is not null)
  execute function apprenticeships.keep_ratio();

-- When a wage step was reached. The newest row of a step holds; no row is ever changed. Without a
-- moment a planner took it back after a correction of hours.
create table apprenticeships.raise (
  id                  bigint generated always as identity primary key,
  agreement_id        bigint not null references apprenticeships.agreement (id),
  step                int not null check (step > 0),
  revision            int not null check (revision > 0),
  kind                text not null check (kind in ('entry', 'due', 'earlier', 'changed')),
  effective_at        timestamptz,
  replaces            timestamptz,          -- the moment of the row before
  old_cents           bigint check (old_cents > 0),   -- null for the wage of the first day
  new_cents           bigint not null check (new_cents > 0),
  minutes             bigint not null check (minutes >= 0),              -- on the job, credit included, at that moment
  instruction_minutes bigint not null check (instruction_minutes >= 0),
  clause              text not null check (clause <> ''),
  decision_id         bigint not null references decisions.decision (id),
  recorded_by         text not null,
  recorded_at         timestamptz not null,
  unique (agreement_id, step, revision),
  check (effective_at is not null or kind = 'changed'),
  check (new_cents > old_cents),
  check ((kind = 'entry') = (old_cents is null)),
  check (revision > 1 or kind in ('entry', 'due') and replaces is null)
);
create index raise_recorded on apprenticeships.raise (recorded_at);
create trigger refuse_change before update or delete or truncate on apprenticeships.raise
  for each statement execute function apprenticeships.refuse_change();

-- A raise that was given and that the hours, as corrected since, do not bear out any more.
create table apprenticeships.question (
  id           bigint generated always as identity primary key,
  agreement_id bigint not null references apprenticeships.agreement (id),
  step         int not null,
  given_at     timestamptz not null,
  reckoned_at  timestamptz,                 -- the moment by the hours now; null: not reached
  asked_at     timestamptz not null,
  answer       text check (answer in ('kept', 'changed', 'gone')),   -- gone: the hours bear it out again, or differ otherwise
  answered_by  text,
  answered_at  timestamptz,
  reason       text,
  check (num_nonnulls(answer, answered_by, answered_at, reason) in (0, 4))
);
create unique index question_open on apprenticeships.question (agreement_id, step) where answer is null;

-- Certificates of completion.
create table apprenticeships.certificate (
  id           bigint generated always as identity primary key,
  agreement_id bigint not null unique references apprenticeships.agreement (id),
  number       text not null unique,
  code         text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
  programme    text not null,
  issued_on    date not null,
  issued_by    text not null,
  issued_at    timestamptz not null,
  revoked_by   text,
  revoked_at   timestamptz,
  revoked_why  text,
  check (num_nonnulls(revoked_by, revoked_at, revoked_why) in (0, 3))
);
