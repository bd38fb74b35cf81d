create schema openings;

-- Openings that somebody set instead of the forecast: one row a decision, never changed. The newest
-- row of a role and year holds; without a number it goes back to the forecast.
create table openings.setting (
  id       bigint generated always as identity primary key,
  role_id  int not null references people.role (id),
  year     int not null check (year between 1900 and 2200),  -- fiscal year
  openings int check (openings between 0 and 1000000),       -- places; null: back to the forecast
  reason   text not null,
  origin   text not null check (origin in ('planner', 'file')),
  set_by   text not null,
  set_at   timestamptz not null default now()
);
create index setting_role on openings.setting (role_id, year, id desc);

-- The sites of a setting, where the file named them; what is left of its openings has no site.
create table openings.setting_site (
  setting_id bigint not null references openings.setting (id),
  site_id    int not null references people.site (id),
  openings   int not null check (openings >= 0),
  primary key (setting_id, site_id)
);

create view openings.setting_now as
  select distinct on (role_id, year) id, role_id, year, openings, reason, origin, set_by, set_at
    from openings.setting
   order by role_id, year, id desc;
