create schema growth;

-- What planners decided about titles that look renamed: one row a decision, never changed. The
-- newest row of a title holds; “open” takes an earlier decision back.
create table growth.rename (
  id           bigint generated always as identity primary key,
  from_role_id int not null references people.role (id),
  to_role_id   int not null references people.role (id),
  verdict      text not null check (verdict in ('merged', 'apart', 'open')),
  decided_by   text not null,
  decided_at   timestamptz not null default now(),
  check (from_role_id <> to_role_id)
);
create index rename_from on growth.rename (from_role_id, id desc);

create view growth.rename_now as
  select distinct on (from_role_id) id, from_role_id, to_role_id, verdict, decided_by, decided_at
    from growth.rename
   order by from_role_id, id desc;

-- The role each role counts as: itself, or the last title of a chain of merged renames.
create view growth.counts_as as
  with recursive way as (
    select r.id as role_id, r.id as at, 0 as steps
      from people.role r
    union all
    select w.role_id, d.to_role_id, w.steps + 1
      from way w
      join growth.rename_now d on d.from_role_id = w.at and d.verdict = 'merged'
     where w.steps < 50
  )
  select distinct on (role_id) role_id, at as counts_as
    from way
   order by role_id, steps desc;

-- Titles that hold several jobs: somebody said so by giving no occupation, or the file folded small
-- titles into “Other, …”. They grow and shrink by folding, so nothing is concluded from them.
create view growth.several_jobs as
  select r.id as role_id
    from people.role r
    left join skills.role_occupation o on o.role_id = r.id
   where (o.role_id is not null and o.occupation is null)
      or r.title like 'Other, %';
