-- Which kinds are held, without a count: beside the shares of groups, which are told of the newest
-- file alone, a count of everybody would tell how many have left.
drop function protected.held();

create function protected.held()
returns table (kind text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct a.kind
    from protected.attribute a
   order by a.kind;
$$;

revoke all on all functions in schema protected from public;
