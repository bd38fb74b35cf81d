-- What a person asks to be looked at again: a decision, a fact, another pathway. Answered once, by
-- somebody else, with a decision of its own; never deleted.
create table decisions.appeal (
  id           bigint generated always as identity primary key,
  person_id    bigint not null,         -- people.person; kept when the person leaves
  person_name  text not null,           -- the id in the employer's files, as it was then
  kind         text not null check (kind in ('decision', 'fact', 'pathway')),
  decision_id  bigint references decisions.decision (id),
  matter       text not null,           -- what was decided, which fact, which pathway
  shown        text not null,           -- a fact as Rung shows it; '' for the others
  said         text not null,           -- what the person says it is; '' for the others
  words        text not null check (btrim(words) <> ''),  -- why, and how one can see it
  made_by      text not null,
  made_at      timestamptz not null,
  deadline     date not null,           -- the last day to answer
  ruling       text check (ruling in ('upheld', 'changed')),
  reasons      text check (btrim(reasons) <> ''),
  answered_by  text,
  answered_at  timestamptz,
  answer_id    bigint unique references decisions.decision (id),  -- the answer, as the person sees it
  check ((kind = 'decision') = (decision_id is not null)),
  check ((kind = 'fact') = (said <> '')),
  check (answered_by <> made_by),
  check ((ruling is null) = (answered_at is null)),
  check ((reasons is null) = (answered_at is null)),
  check ((answered_by is null) = (answered_at is null)),
  check ((answer_id is null) = (answered_at is null))
);
create index appeal_person on decisions.appeal (person_id);
create index appeal_open on decisions.appeal (deadline, id) where answered_at is null;
create index appeal_answered on decisions.appeal (answered_at desc, id desc) where answered_at is not null;
-- A decision is appealed once; the same fact or pathway once at a time.
create unique index appeal_decision on decisions.appeal (decision_id) where decision_id is not null;
create unique index appeal_matter on decisions.appeal (person_id, kind, matter)
  where answered_at is null and kind <> 'decision';

create function decisions.keep_appeal() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'appeal % is never deleted', old.id;
  elsif old.answered_at is not null then
    raise exception 'appeal % was answered and never changes', old.id;
  elsif (new.person_id, new.person_name, new.kind, new.decision_id, new.matter, new.shown, new.said,
         new.words, new.made_by, new.made_at, new.deadline)
        is distinct from
        (old.person_id, old.person_name, old.kind, old.decision_id, old.matter, old.shown, old.said,
         old.words, old.made_by, old.made_at, old.deadline) then
    raise exception 'appeal % keeps what the person wrote', old.id;
  end if;
  return new;
end $$;

create trigger keep_appeal before update or delete on decisions.appeal
  for each row execute function decisions.keep_appeal();
