create schema classes;

-- The clock on the wall of a site. A site without a row has the employer's, which is the server's.
create table classes.site_zone (
  site_id int primary key references people.site (id),
  zone    text not null check (zone <> '')       -- of the tz database, as America/Chicago
);

create table classes.room (
  id        bigint generated always as identity primary key,
  site_id   int not null references people.site (id),
  name      text not null check (btrim(name) <> ''),
  seats     int not null check (seats > 0),
  closed_at timestamptz,                         -- takes no new session from then on
  unique (site_id, name)
);

-- Who teaches: a person of the employer's, or somebody of a partner's by name.
create table classes.instructor (
  id        bigint generated always as identity primary key,
  name      text not null check (btrim(name) <> ''),
  person_id bigint unique references people.person (id),
  provider  text check (provider <> ''),         -- as programmes.programme.provider
  closed_at timestamptz,                         -- takes no new session from then on
  check ((person_id is null) <> (provider is null)),
  unique (provider, name)
);

-- A meeting of an intake. Nothing overlaps for the intake, the room and the instructor: ranges of one
-- number compare it without any extension of PostgreSQL.
create table classes.session (
  id            bigint generated always as identity primary key,
  uid           uuid not null default gen_random_uuid() unique,   -- in calendars, for good
  intake_id     bigint not null references enrolment.intake (id),
  starts_at     timestamptz not null,
  ends_at       timestamptz not null,
  during        tstzrange not null generated always as (tstzrange(starts_at, ends_at)) stored,
  zone          text not null check (zone <> ''),                 -- whose clock it is told by
  room_id       bigint references classes.room (id),
  link          text not null default '',
  instructor_id bigint references classes.instructor (id),
  state         text not null default 'planned' check (state in ('planned', 'cancelled')),
  reason        text not null default '',                         -- of the last change, for the learners
  version       int not null default 1,                           -- an update names the one it read
  made_by       text not null,
  changed_at    timestamptz not null,
  check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'),
  check (room_id is not null or link <> ''),
  check (state = 'planned' or reason <> ''),
  constraint no_clash_intake exclude using gist
    (int8range(intake_id, intake_id, '[]') with &&, during with &&) where (state = 'planned'),
  constraint no_clash_room exclude using gist
    (int8range(room_id, room_id, '[]') with &&, during with &&)
    where (state = 'planned' and room_id is not null),
  constraint no_clash_instructor exclude using gist
    (int8range(instructor_id, instructor_id, '[]') with &&, during with &&)
    where (state = 'planned' and instructor_id is not null)
);
create index session_intake on classes.session (intake_id, starts_at);
create index session_instructor on classes.session (instructor_id, starts_at);

-- What a partner calls somebody in an intake: another number in each, so that nobody is followed.
create table classes.learner (
  intake_id bigint not null references enrolment.intake (id),
  person_id bigint not null references people.person (id),
  number    int not null check (number > 0),
  primary key (intake_id, person_id),
  unique (intake_id, number)
);

-- Intakes whose partner needs the employer's ids, for example at the gate.
create table classes.shows_ids (
  intake_id bigint primary key references enrolment.intake (id),
  set_by    text not null,
  set_at    timestamptz not null
);

-- Who sits in which session: everybody with a seat in the intake. Written by the triggers below alone.
create table classes.place (
  session_id bigint not null references classes.session (id),
  person_id  bigint not null references people.person (id),
  during     tstzrange not null,
  primary key (session_id, person_id),
  constraint no_clash_learner exclude using gist
    (int8range(person_id, person_id, '[]') with &&, during with &&)
);

-- With a seat that is needed.
create function classes.sits(state text) returns boolean language sql immutable as $$
  select state in ('asked', 'enrolled', 'learning')
$$;

-- What two classes of one person at a time are answered with, in words for people: state 23R01.
create function classes.refuse_clash(people bigint[], ids bigint[]) returns void language plpgsql as $$
declare
  c record;
begin
  select p.employer_id, g.name as wanted, h.name as has, s.zone,
         to_char(s.starts_at at time zone s.zone, 'FMDD Mon YYYY, HH24:MI') as starts,
         to_char(o.starts_at at time zone o.zone, 'FMDD Mon YYYY, HH24:MI') as there,
         to_char(o.ends_at at time zone o.zone, 'HH24:MI') as until
    into c
    from classes.session s
    join unnest(people) w (person_id) on true
    join classes.place x on x.person_id = w.person_id and x.during && s.during and x.session_id <> s.id
    join classes.session o on o.id = x.session_id
    join enrolment.intake i on i.id = s.intake_id
    join programmes.programme g on g.id = i.programme_id
    join enrolment.intake j on j.id = o.intake_id
    join programmes.programme h on h.id = j.programme_id
    join people.person p on p.id = w.person_id
   where s.id = any (ids)
     and s.state = 'planned'
   order by s.starts_at, w.person_id
   limit 1;
  if found then
    raise exception 'Two classes clash for % : “%” on % and “%” on % to %. Have one of the sessions moved, or choose another intake.',
        c.employer_id, c.wanted, c.starts, c.has, c.there, c.until
      using errcode = '23R01';
  end if;
end $$;

-- Sessions of an intake and the people in it change at the same time: both wait for its row, and for
-- those of its people, in this order, so that neither misses the other's rows.
create function classes.seat_learners() returns trigger language plpgsql as $$
declare
  intakes bigint[];
  people  bigint[];
begin
  if tg_op = 'UPDATE' then
    delete from classes.place x
     using gone o
      join come n on n.id = o.id
      join classes.session s on s.intake_id = o.intake_id
     where x.session_id = s.id
       and x.person_id = o.person_id
       and classes.sits(o.state)
       and not (classes.sits(n.state) and n.intake_id = o.intake_id and n.person_id = o.person_id);
    select array_agg(n.intake_id), array_agg(n.person_id) into intakes, people
      from come n
      join gone o on o.id = n.id
     where classes.sits(n.state)
       and not (classes.sits(o.state) and n.intake_id = o.intake_id and n.person_id = o.person_id);
  else
    select array_agg(n.intake_id), array_agg(n.person_id) into intakes, people
      from come n
     where classes.sits(n.state);
  end if;
  if people is null then
    return null;
  end if;
  perform 1 from enrolment.intake i where i.id = any (intakes) order by i.id for no key update;
  insert into classes.learner (intake_id, person_id, number)
  select w.intake_id, w.person_id,
         (select coalesce(max(l.number), 0) from classes.learner l where l.intake_id = w.intake_id)
           + row_number() over (partition by w.intake_id order by w.person_id)
    from unnest(intakes, people) w (intake_id, person_id)
   where not exists (select 1
                       from classes.learner l
                      where l.intake_id = w.intake_id
                        and l.person_id = w.person_id);
  if exists (select 1 from classes.session s where s.intake_id = any (intakes) and s.state = 'planned') then
    perform 1 from people.person p where p.id = any (people) order by p.id for no key update;
    for i in 1 .. cardinality(people) loop
      perform classes.refuse_clash(
        array[people[i]],
        array(select s.id from classes.session s where s.intake_id = intakes[i] and s.state = 'planned'));
    end loop;
    insert into classes.place (session_id, person_id, during)
    select s.id, w.person_id, s.during
      from unnest(intakes, people) w (intake_id, person_id)
      join classes.session s on s.intake_id = w.intake_id and s.state = 'planned'
     where not exists (select 1
                         from classes.place x
                        where x.session_id = s.id
                          and x.person_id = w.person_id)
     order by w.person_id, s.starts_at;
  end if;
  return null;
end $$;

create trigger seat_come after insert on enrolment.enrolment
  referencing new table as come for each statement execute function classes.seat_learners();
create trigger seat_changed after update on enrolment.enrolment
  referencing old table as gone new table as come for each statement execute function classes.seat_learners();

create function classes.seat_session() returns trigger language plpgsql as $$
declare
  people bigint[];
begin
  delete from classes.place where session_id = new.id;
  if new.state = 'cancelled' then
    return null;
  end if;
  perform 1 from enrolment.intake i where i.id = new.intake_id for no key update;
  people := array(select x.person_id
                    from enrolment.enrolment x
                   where x.intake_id = new.intake_id
                     and classes.sits(x.state)
                   order by x.person_id);
  perform 1 from people.person p where p.id = any (people) order by p.id for no key update;
  perform classes.refuse_clash(people, array[new.id]);
  insert into classes.place (session_id, person_id, during)
  select new.id, w.person_id, new.during
    from unnest(people) w (person_id)
   order by w.person_id;
  return null;
end $$;

create trigger seat_session after insert or update on classes.session
  for each row execute function classes.seat_session();

-- A session is cancelled, never taken away: calendars and attendance know it.
create function classes.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'classes.% stays: no %', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end $$;

create trigger refuse_change before delete or truncate on classes.session
  for each statement execute function classes.refuse_change();

-- Who was there: the entry with the highest number holds, those before it stay.
create table classes.attendance (
  id         bigint generated always as identity primary key,
  session_id bigint not null references classes.session (id),
  person_id  bigint not null references people.person (id),
  entry      int not null check (entry > 0),
  mark       text not null check (mark in ('present', 'part', 'absent', 'excused')),
  minutes    int not null check (minutes between 0 and 1440),   -- in class
  reason     text not null default '',                          -- why it was corrected
  way        text not null check (way in ('page', 'file', 'api')),
  marked_by  text not null,
  marked_at  timestamptz not null,
  unique (session_id, person_id, entry),
  check (entry = 1 or btrim(reason) <> ''),
  check ((mark in ('present', 'part')) = (minutes > 0))
);
create index attendance_person on classes.attendance (person_id, session_id);

create trigger refuse_change before update or delete or truncate on classes.attendance
  for each statement execute function classes.refuse_change();

create function classes.refuse_early() returns trigger language plpgsql as $$
declare
  s classes.session;
begin
  select * into s from classes.session where id = new.session_id for share;
  if s.state = 'cancelled' then
    raise exception 'The session was cancelled: nobody attends it.' using errcode = '23R01';
  end if;
  if new.marked_at < s.starts_at then
    raise exception 'The session starts on %. Attendance is taken from then on.',
        to_char(s.starts_at at time zone s.zone, 'FMDD Mon YYYY, HH24:MI')
      using errcode = '23R01';
  end if;
  if new.minutes > extract(epoch from s.ends_at - s.starts_at) / 60 then
    raise exception '% minutes are more than the session has.', new.minutes using errcode = '23R01';
  end if;
  return new;
end $$;

create trigger refuse_early before insert on classes.attendance
  for each row execute function classes.refuse_early();

create view classes.attended as
  select distinct on (a.session_id, a.person_id) a.*
    from classes.attendance a
   order by a.session_id, a.person_id, a.entry desc;

-- How it ended, as the partner reported it; what follows from it is enrolment's.
create table classes.result (
  enrolment_id bigint primary key references enrolment.enrolment (id),
  result       text not null check (result in ('completed', 'failed', 'withdrawn')),
  ended_on     date not null,
  words        text not null,
  reported_by  text not null,
  reported_at  timestamptz not null,
  check (result = 'completed' or btrim(words) <> '')
);

-- The address of a person's calendar opens it: here is a digest of its secret.
create table classes.calendar (
  person_id bigint primary key references people.person (id),
  digest    bytea not null unique,               -- SHA-256
  made_at   timestamptz not null,
  asked_at  timestamptz                          -- up to a minute behind
);

-- What is about whom, for enrolments that were there before.
insert into classes.learner (intake_id, person_id, number)
select x.intake_id, x.person_id, row_number() over (partition by x.intake_id order by x.person_id)
  from (select distinct intake_id, person_id from enrolment.enrolment where classes.sits(state)) x;
