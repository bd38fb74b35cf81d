-- Changes of rules that somebody tried on everybody before publishing them.
create schema policy;

create table policy.trial (
  id         bigint generated always as identity primary key,
  rule       text not null,
  holds_from date not null,
  words      text not null,
  source     text not null,
  figures    jsonb not null,
  asked_by   text not null,
  asked_at   timestamptz not null default now(),
  job_id     bigint references jobs.job (id),
  people     bigint check (people >= 0),     -- who were asked about; null until it is done
  cost       text                            -- what the cents below mean, in words; null until it is done
);
create index trial_rule on policy.trial (rule, id desc);

-- How many there are in each department, so that a share can be told.
create table policy.trial_group (
  trial_id bigint not null references policy.trial (id) on delete cascade,
  name     text not null,
  people   bigint not null check (people > 0),
  primary key (trial_id, name)
);

-- Whose answer changes.
create table policy.trial_person (
  trial_id   bigint not null references policy.trial (id) on delete cascade,
  person_id  bigint not null,
  person     text not null,                  -- the id in the employer's files, as it was then
  department text not null,
  was        text not null,                  -- the answer without the change, in words
  becomes    text not null,
  gains      boolean not null,               -- otherwise the person loses
  cents      bigint not null,                -- at most, a year; below nought where it costs less
  primary key (trial_id, person_id)
);
