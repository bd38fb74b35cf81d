-- The employer's own versions of rules, beside those that are shipped as files.
create schema rules;

-- A version holds from its day until the day before the next version of the same rule: nothing is
-- ever edited to close it, and what held on an earlier day stays as it was.
create table rules.version (
  id           bigint generated always as identity primary key,
  rule         text not null check (rule <> ''),
  holds_from   date not null,
  words        text not null check (btrim(words) <> ''),   -- the clause
  source       text not null check (btrim(source) <> ''),  -- who decided it, or where it is written
  figures      jsonb not null,                             -- whole numbers by name
  published_by text not null check (published_by <> ''),
  published_at timestamptz not null,
  published_on date not null,                              -- the same, where the server is
  unique (rule, holds_from),
  constraint not_backdated check (holds_from > published_on)
);

create function rules.keep_version() returns trigger language plpgsql as $$
begin
  raise exception 'rules.version is added to and never changed: no %', lower(tg_op)
    using errcode = 'restrict_violation';
end $$;

create trigger keep_version before update or delete or truncate on rules.version
  for each statement execute function rules.keep_version();

-- Two that publish at the same time go one after the other.
create function rules.append_version() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('rules.version ' || new.rule, 0));
  if exists (select from rules.version where rule = new.rule and holds_from >= new.holds_from) then
    raise exception 'a version of % holds from that day or a later one', new.rule
      using errcode = 'exclusion_violation';
  end if;
  return new;
end $$;

create trigger append_version before insert on rules.version
  for each row execute function rules.append_version();
