create schema decisions;

create table decisions.decision (
  id        bigint generated always as identity primary key,
  person_id bigint not null,          -- people.person; kept when the person leaves
  about     text not null,
  subject   text not null,
  outcome   text not null,
  reasons   jsonb not null check (jsonb_array_length(reasons) > 0),
  data_used jsonb not null,
  made_by   text not null,
  made_at   timestamptz not null
);
create index decision_person on decisions.decision (person_id);
