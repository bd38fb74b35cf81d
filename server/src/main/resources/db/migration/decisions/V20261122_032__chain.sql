-- The record of decisions: added to and never changed, by whatever way something is written. What
-- was decided and why stands under a key of the person, so that it can be made unreadable; the rows
-- are chained by seals, so that `rung audit decisions` finds what was done to them by other ways.

-- The key that signs seals, under the key of the server, which is never in the database.
create table decisions.seal_key (
  one     boolean primary key default true check (one),
  wrapped bytea not null,              -- nonce, key and tag
  server  text not null                -- which key of the server it lies under
);

-- Keys of a person. A person has several when two transactions made the first at the same time, or
-- when decisions were made after an erasure: nobody ever waits for another's key.
create table decisions.person_key (
  id        bigint generated always as identity primary key,
  person_id bigint not null,           -- people.person; kept when the person leaves
  wrapped   bytea,                     -- nonce, key and tag; nothing once it is erased
  server    text not null,             -- which key of the server it lies under
  made_at   timestamptz not null,
  erased_at timestamptz,
  check ((wrapped is null) = (erased_at is not null))
);
create index person_key_person on decisions.person_key (person_id);
create index person_key_server on decisions.person_key (server) where wrapped is not null;

alter table decisions.decision
  add rule         text,               -- which rule of `rules` it stands on, where it is one
  add rule_version text,               -- the first day of the version that was applied
  add clause       text,               -- where the rule can be read
  add key_id       bigint references decisions.person_key (id),  -- nothing only in a row of an earlier release, until the next start
  add commitment   bytea,              -- SHA-256 of the salt and the text
  add text         bytea;              -- nonce, salt with outcome, reasons and data used, tag

update decisions.decision
   set text = convert_to(
         jsonb_build_object('outcome', outcome, 'reasons', reasons, 'used', data_used)::text, 'UTF8');

alter table decisions.decision
  alter text set not null,
  drop outcome,
  drop reasons,
  drop data_used,
  add check ((key_id is null) = (commitment is null)),
  add check ((rule is null) = (rule_version is null)),
  add check (rule is not null or clause is null);

create index decision_without_key on decisions.decision (id) where key_id is null;

-- Decisions that no seal holds yet. Each comes in with its decision and goes out with its seal.
create table decisions.unsealed (
  decision_id bigint primary key
);
insert into decisions.unsealed select id from decisions.decision;

-- A seal holds up to some thousand decisions and the seal before it.
create table decisions.seal (
  number    bigint primary key check (number > 0),
  previous  bytea not null,            -- hash of the seal before; 32 times nought in the first
  ids       bigint[] not null check (cardinality(ids) > 0),
  digests   bytea not null check (octet_length(digests) = 32 * cardinality(ids)),  -- of each decision, in the order of ids
  sealed_at timestamptz not null,
  hash      bytea not null unique,     -- SHA-256 of all of the above
  signature bytea not null             -- HMAC-SHA-256 of the hash under the key of seals
);

-- ---- added to, never changed

create function decisions.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'decisions.% is added to and never changed: no %', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end $$;

create trigger refuse_change before delete or truncate on decisions.decision
  for each statement execute function decisions.refuse_change();
create trigger refuse_change before update or delete or truncate on decisions.seal
  for each statement execute function decisions.refuse_change();
create trigger refuse_change before delete or truncate on decisions.person_key
  for each statement execute function decisions.refuse_change();
create trigger refuse_change before delete or truncate on decisions.seal_key
  for each statement execute function decisions.refuse_change();
create trigger refuse_change before update or truncate on decisions.unsealed
  for each statement execute function decisions.refuse_change();

-- The one change: a row of an earlier release gets its key, before the first seal.
create function decisions.keep_decision() returns trigger language plpgsql as $$
begin
  if old.key_id is not null
     or new.key_id is null
     or exists (select from decisions.seal)
     or (new.id, new.person_id, new.about, new.subject, new.made_by, new.made_at, new.rule)
        is distinct from
        (old.id, old.person_id, old.about, old.subject, old.made_by, old.made_at, old.rule) then
    raise exception 'decisions.decision is added to and never changed: no update'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger keep_decision before update on decisions.decision
  for each row execute function decisions.keep_decision();

create function decisions.await_seal() returns trigger language plpgsql as $$
begin
  if exists (select from added where key_id is null) then
    raise exception 'a decision is written under a key of its person'
      using errcode = 'restrict_violation';
  end if;
  insert into decisions.unsealed select id from added;
  return null;
end $$;

create trigger await_seal after insert on decisions.decision
  referencing new table as added
  for each statement execute function decisions.await_seal();

-- A key is wrapped anew when the server's key changes, or erased for good.
create function decisions.keep_key() returns trigger language plpgsql as $$
begin
  if (new.id, new.person_id, new.made_at) is distinct from (old.id, old.person_id, old.made_at)
     or old.wrapped is null then
    raise exception 'key % is wrapped anew or erased, nothing else', old.id
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger keep_key before update on decisions.person_key
  for each row execute function decisions.keep_key();

-- ---- what a person wrote in appeals goes with the key

alter table decisions.appeal add erased_at timestamptz;

create or replace function decisions.keep_appeal() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'appeal % is never deleted', old.id;
  elsif new.erased_at is not null then
    if old.erased_at is not null
       or exists (select from decisions.person_key k
                   where k.person_id = old.person_id
                     and k.wrapped is not null
                     and k.made_at < new.erased_at)
       or (new.person_id, new.person_name, new.kind, new.decision_id, new.made_by, new.made_at,
           new.deadline, new.ruling, new.answered_by, new.answered_at, new.answer_id)
          is distinct from
          (old.person_id, old.person_name, old.kind, old.decision_id, old.made_by, old.made_at,
           old.deadline, old.ruling, old.answered_by, old.answered_at, old.answer_id) then
      raise exception 'appeal % is erased once, with the keys of its person', old.id;
    end if;
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
