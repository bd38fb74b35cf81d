-- Every hour once: added to and never changed. A mistake is corrected by a new entry that takes the
-- place of the old one; both stay. Minutes are whole; a moment is a moment, the day is the site's.
create schema hours;

create table hours.entry (
  id          bigint generated always as identity primary key,
  person_id   bigint not null,         -- people.person; kept when the person leaves
  kind        text not null check (kind in ('work', 'class', 'on_the_job')),
  starts_at   timestamptz not null check (date_trunc('minute', starts_at, 'UTC') = starts_at),
  minutes     int not null check (minutes between 0 and 1440),  -- 0 only strikes out what it corrects
  zone        text not null,           -- time zone of the site
  day         date not null,           -- on which it starts there; all its minutes count on it
  about       text not null,           -- what for: “enrolment 17”; '' for nothing in particular
  worked      boolean not null,        -- whether it counts as hours worked
  clause      text not null check (clause <> ''),   -- by which clause
  source      text not null check (source <> ''),   -- who says so: “timesheet”, “class 12”
  source_key  text not null check (source_key <> ''),   -- its name there: the same is never entered twice
  recorded_by text not null check (recorded_by <> ''),
  recorded_at timestamptz not null,
  corrects    bigint unique references hours.entry (id),
  reason      text not null,           -- why it is corrected; '' for the others
  unique (source, source_key),
  check (corrects < id),
  check (corrects is not null or minutes > 0),
  check ((corrects is null) = (reason = ''))
);
create index entry_person on hours.entry (person_id, day);

-- Who looked at an entry, once.
create table hours.approval (
  entry_id    bigint primary key references hours.entry (id),
  ruling      text not null check (ruling in ('approved', 'refused')),
  ruled_by    text not null check (ruled_by <> ''),
  ruled_at    timestamptz not null,
  reason      text not null,
  check (ruling = 'approved' or reason <> '')
);

-- The entries that stand: neither corrected nor refused. Kept by the triggers below alone; all
-- totals are sums over it. Nobody is at two places in the same minute.
create table hours.standing (
  entry_id  bigint primary key references hours.entry (id),
  person_id bigint not null,
  day       date not null,
  kind      text not null,
  minutes   int not null check (minutes > 0),
  worked    boolean not null,
  approved  boolean not null,
  spot      int8range not null,        -- the minutes since 1970 of this person, each person far from the next
  constraint once exclude using gist (spot with &&)
);
create index standing_person on hours.standing (person_id, day) include (minutes, worked, approved);
create index standing_day on hours.standing (day, person_id) include (minutes, worked, approved);
create index standing_waiting on hours.standing (person_id, entry_id) where not approved;

create function hours.spot(person bigint, starts timestamptz, minutes int) returns int8range
language sql immutable as $$
  select int8range(person * 134217728 + (extract(epoch from starts) / 60)::bigint,
                   person * 134217728 + (extract(epoch from starts) / 60)::bigint + minutes)
$$;

create function hours.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'hours.% is added to and never changed: no %', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end $$;

create trigger refuse_change before update or delete or truncate on hours.entry
  for each statement execute function hours.refuse_change();
create trigger refuse_change before update or delete or truncate on hours.approval
  for each statement execute function hours.refuse_change();

create function hours.keep_standing() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'what stands follows from the entries alone' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create trigger keep_standing before insert or update or delete or truncate on hours.standing
  for each statement execute function hours.keep_standing();

create function hours.stand() returns trigger language plpgsql as $$
declare
  corrected bigint;
  removed   bigint;
begin
  select count(*) into corrected from added where corrects is not null;
  if corrected > 0 then
    with gone as (
      delete from hours.standing s
       using added a
       where s.entry_id = a.corrects
         and s.person_id = a.person_id
      returning 1)
    select count(*) into removed from gone;
    if removed <> corrected then
      raise exception 'what is corrected must stand, and be of the same person'
        using errcode = 'restrict_violation';
    end if;
  end if;
  insert into hours.standing (entry_id, person_id, day, kind, minutes, worked, approved, spot)
  select id, person_id, day, kind, minutes, worked, false, hours.spot(person_id, starts_at, minutes)
    from added
   where minutes > 0;
  return null;
end $$;

create trigger stand after insert on hours.entry
  referencing new table as added for each statement execute function hours.stand();

create function hours.rule() returns trigger language plpgsql as $$
begin
  if exists (select from ruled r
              where not exists (select from hours.standing s where s.entry_id = r.entry_id)) then
    raise exception 'an entry that does not stand is neither approved nor refused'
      using errcode = 'restrict_violation';
  end if;
  update hours.standing s set approved = true from ruled r
   where s.entry_id = r.entry_id and r.ruling = 'approved';
  delete from hours.standing s using ruled r
   where s.entry_id = r.entry_id and r.ruling = 'refused';
  return null;
end $$;

create trigger rule after insert on hours.approval
  referencing new table as ruled for each statement execute function hours.rule();
