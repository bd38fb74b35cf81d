create schema jobs;

create table jobs.job (
  id               bigint generated always as identity primary key,
  kind             text not null,
  title            text not null,
  subject          text not null default '',   -- what it works on, for the page that shows it
  input            jsonb not null,
  state            text not null default 'queued'
                   check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  phase            text not null default '',
  done             bigint not null default 0,
  total            bigint not null default 0,  -- 0 while unknown
  message          text not null default '',   -- for people: the result, or what went wrong and what to do
  cancel_requested boolean not null default false,
  asked_by         text not null,
  asked_at         timestamptz not null default now(),
  started_at       timestamptz,
  beat_at          timestamptz,
  ended_at         timestamptz,
  attempts         int not null default 0
);
create index job_waiting on jobs.job (id) where state in ('queued', 'running');
create index job_recent on jobs.job (kind, id desc);
