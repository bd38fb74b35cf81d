create schema insights;

-- What a planner set out to reach: the mean answer to a question of the surveys of a programme.
create table insights.target (
  programme_id bigint not null references programmes.programme (id) on delete cascade,
  question     text not null check (question <> ''),
  tenths       int not null check (tenths between 10 and 50),   -- 38 is a mean of 3.8
  set_by       text not null,
  set_at       timestamptz not null,
  primary key (programme_id, question)
);

-- What an outside hire costs, where a planner knows better than the scenario.
create table insights.hiring_cost (
  programme_id bigint primary key references programmes.programme (id) on delete cascade,
  cents        bigint not null check (cents > 0),
  source       text not null check (btrim(source) <> ''),
  set_by       text not null,
  set_at       timestamptz not null
);

-- A few short questions to the people of a programme, or of one intake of it. What follows holds no
-- way from an answer to who gave it (decision 29).
create table insights.survey (
  id           bigint generated always as identity primary key,
  programme_id bigint not null references programmes.programme (id),
  intake_id    bigint references enrolment.intake (id),          -- null: of all intakes
  moment       text not null check (moment in ('before', 'end', 'after')),
  questions    text[] not null check (cardinality(questions) between 2 and 4),
  closes_on    date not null,                                    -- the last day to answer
  state        text not null default 'open' check (state in ('open', 'closed')),
  asked        int not null check (asked >= 5),                  -- fewer could never be told of
  answered     int check (answered between 0 and asked),         -- known once it is closed
  counted      int not null default 0,                           -- answers in insights.tally
  unread       int not null default 0 check (unread >= 0),       -- answers that no key opens any more
  opened_by    text not null,
  opened_at    timestamptz not null,
  closed_by    text,
  closed_at    timestamptz,
  constraint never_under_five check (counted = 0 or counted >= 5),
  check ((state = 'closed') = (closed_at is not null)),
  check ((state = 'closed') = (closed_by is not null)),
  check ((state = 'closed') = (answered is not null))
);
create index survey_programme on insights.survey (programme_id);
create index survey_open on insights.survey (closes_on) where state = 'open';

-- Who is asked. No time, no answer, and when the survey is closed not even whether there was one.
-- Nobody is asked twice about the same moment of a programme, so that no two surveys overlap.
create table insights.asked (
  survey_id    bigint not null references insights.survey (id),
  person_id    bigint not null references people.person (id),
  programme_id bigint not null,
  moment       text not null,
  state        text not null default 'asked' check (state in ('asked', 'answered', 'declined', 'closed')),
  primary key (survey_id, person_id),
  unique (programme_id, moment, person_id)
);
create index asked_person on insights.asked (person_id) where state in ('asked', 'answered', 'declined');

-- Answers that wait to be counted with at least four others: closed under the key of the server,
-- which is not in the database. The number is drawn by lot and says nothing of the order.
create table insights.waiting (
  id        uuid primary key default gen_random_uuid(),
  survey_id bigint not null references insights.survey (id),
  closed    bytea not null,
  server    text not null                -- the name of the key
);
create index waiting_survey on insights.waiting (survey_id);

-- How many gave which answer. All cells of a survey are written at once, five answers at least, so
-- that neither a cell nor the transaction that wrote it last tells of one person.
create table insights.tally (
  survey_id bigint not null references insights.survey (id),
  question  text not null,
  answer    int not null check (answer between 0 and 5),   -- 0: rather not say
  people    int not null default 0 check (people >= 0),
  primary key (survey_id, question, answer)
);

-- A survey that is closed stays as it is: no answer comes, none goes.
create function insights.keep_closed() returns trigger language plpgsql as $$
begin
  if exists (select 1
               from insights.survey s
              where s.state = 'closed'
                and s.id = case tg_op when 'DELETE' then old.survey_id else new.survey_id end) then
    raise exception 'the survey is closed and its answers stay as they are' using errcode = 'restrict_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create trigger keep_closed before insert or update or delete on insights.tally
  for each row execute function insights.keep_closed();
create trigger keep_closed before insert or update on insights.waiting
  for each row execute function insights.keep_closed();

create function insights.keep_survey() returns trigger language plpgsql as $$
begin
  if old.state = 'closed' then
    raise exception 'survey % is closed and stays as it is', old.id using errcode = 'restrict_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create trigger keep_survey before update or delete on insights.survey
  for each row execute function insights.keep_survey();

-- What was counted is what is in the cells, whatever code wrote it, when the transaction ends.
create function insights.count_agrees() returns trigger language plpgsql as $$
begin
  if exists (select 1
               from insights.survey s
              cross join unnest(s.questions) q (question)
              where s.id = new.survey_id
                and s.counted <> (select coalesce(sum(t.people), 0)
                                    from insights.tally t
                                   where t.survey_id = s.id
                                     and t.question = q.question)) then
    raise exception 'the cells of survey % are not its answers', new.survey_id using errcode = 'check_violation';
  end if;
  return null;
end $$;

create constraint trigger count_agrees after insert or update on insights.tally
  deferrable initially deferred
  for each row execute function insights.count_agrees();
