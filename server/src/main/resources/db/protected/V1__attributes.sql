-- Run by the account that owns this schema, never by the server's. The server may call the functions
-- below and nothing else: it writes attributes and is told groups, of five people at least, never a row.
create schema if not exists protected;

create table protected.migration (
  script   text primary key,
  checksum int not null,
  ran_at   timestamptz not null default now()
);

create table protected.attribute (
  employer_id text not null,           -- as people.person.employer_id, whose number an undone import would change
  kind        text not null check (kind in ('sex', 'ethnicity', 'birth_year', 'age_group', 'disability', 'veteran')),
  value       text not null check (btrim(value) <> ''),
  source      text not null check (btrim(source) <> ''),
  said_on     date not null,
  primary key (employer_id, kind)
);

-- Takes attributes. An empty value takes back what was said; what was said later stays.
-- It tells nothing of what was there before, by which a single row could be asked for.
create function protected.take(ids text[], kinds text[], vals text[], sources text[], days date[])
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from protected.attribute a
   using unnest(ids, kinds, vals, days) as g (id, kind, val, day)
   where a.employer_id = g.id
     and a.kind = g.kind
     and g.val = ''
     and a.said_on <= g.day;
  insert into protected.attribute as a (employer_id, kind, value, source, said_on)
  select g.id, g.kind, g.val, g.source, g.day
    from unnest(ids, kinds, vals, sources, days) as g (id, kind, val, source, day)
   where g.val <> ''
      on conflict (employer_id, kind) do update
     set value = excluded.value, source = excluded.source, said_on = excluded.said_on
   where a.said_on <= excluded.said_on
     and (a.value, a.source, a.said_on) is distinct from (excluded.value, excluded.source, excluded.said_on);
end $$;

-- Takes everything out.
create function protected.forget_all()
returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from protected.attribute;
$$;

-- Of how many people each kind is held; null stands for one to four.
create function protected.held()
returns table (kind text, people bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select a.kind, case when count(*) >= 5 then count(*) end
    from protected.attribute a
   group by a.kind
   order by a.kind;
$$;

-- How each group stands: people of the newest file, of them those with a pathway to weigh in the
-- published plan, of them those with a place in it.
--
-- A group is told only if its people without a pathway, those with one but without a place, and
-- those with a place are each none or five at least. The groups that are not are told together, with
-- as many of the smallest others as it takes until that sum keeps the same rule; so no difference
-- between what is told and the totals is smaller either. Where nothing suffices, nothing is told.
--
-- part: 'group', 'silent' (said nothing), 'together' (several groups), 'hidden' (nothing is told).
-- The five is org.rung.server.rules.SmallGroups.LEAST; it is no argument, or the caller could ask for less.
create function protected.shares()
returns table (kind text, part text, value text, groups bigint, staff bigint, candidates bigint, planned bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with newest as (
    select s.id, s.taken_on from people.snapshot s order by s.taken_on desc limit 1
  ), published as (
    select p.id, p.snapshot_id
      from planning.publication u
      join planning.plan p on p.id = u.plan_id
     where u.withdrawn_at is null
  ), person as (
    select n.employer_id,
           w.person_id is not null as planned,
           w.person_id is not null or (t.person_id is not null and x.person_id is null) as candidate
      from newest
      join people.employment e on e.snapshot_id = newest.id
      join people.person n on n.id = e.person_id
      left join published on true
      left join planning.placement w on w.plan_id = published.id and w.person_id = e.person_id
      left join people.employment t on t.snapshot_id = published.snapshot_id and t.person_id = e.person_id
      left join planning.without_candidate x on x.plan_id = published.id and x.person_id = e.person_id
  ), told as (
    select a.employer_id, a.kind, a.value
      from protected.attribute a
     where a.kind in ('sex', 'ethnicity', 'disability', 'veteran')
    union all
    -- The year that somebody turns forty in counts as forty.
    select distinct on (a.employer_id)
           a.employer_id,
           'age',
           case when a.kind = 'age_group' then a.value
                when extract(year from newest.taken_on) - a.value::int >= 40 then '40 or over'
                else 'under 40' end
      from protected.attribute a
     cross join newest
     where a.kind in ('birth_year', 'age_group')
     order by 1, 2, 3
  ), asked as (
    select distinct told.kind from told join person using (employer_id)
  ), cell as (
    select asked.kind,
           lower(told.value) as folded,
           min(told.value) as value,
           count(*) as staff,
           count(*) filter (where person.candidate) as candidates,
           count(*) filter (where person.planned) as planned
      from asked
     cross join person
      left join told on told.kind = asked.kind and told.employer_id = person.employer_id
     group by asked.kind, lower(told.value)
  ), marked as (
    select cell.*,
           planned between 1 and 4
             or candidates - planned between 1 and 4
             or staff - candidates between 1 and 4 as small
      from cell
  ), ordered as (
    select marked.*,
           row_number() over upto as n,
           count(*) filter (where small) over (partition by marked.kind) as smalls,
           sum(marked.staff) over upto as sum_staff,
           sum(marked.candidates) over upto as sum_candidates,
           sum(marked.planned) over upto as sum_planned
      from marked
    window upto as (partition by marked.kind order by small desc, marked.staff, folded nulls last
                    rows unbounded preceding)
  ), cut as (
    select ordered.kind,
           case when max(smalls) = 0 then 0
                else min(n) filter (
                       where n >= greatest(smalls, 2)
                         and sum_planned not between 1 and 4
                         and sum_candidates - sum_planned not between 1 and 4
                         and sum_staff - sum_candidates not between 1 and 4) end as n
      from ordered
     group by ordered.kind
  )
  select o.kind,
         case when o.folded is null then 'silent' else 'group' end,
         o.value,
         1,
         o.staff,
         o.candidates,
         o.planned
    from ordered o
    join cut on cut.kind = o.kind and o.n > cut.n
  union all
  select o.kind, 'together', null, count(*), sum(o.staff)::bigint, sum(o.candidates)::bigint, sum(o.planned)::bigint
    from ordered o
    join cut on cut.kind = o.kind and o.n <= cut.n
   group by o.kind
  union all
  select cut.kind, 'hidden', null, null, null, null, null
    from cut
   where cut.n is null
   order by 1, 2, 5 desc nulls last, 3;
$$;

revoke all on all functions in schema protected from public;
