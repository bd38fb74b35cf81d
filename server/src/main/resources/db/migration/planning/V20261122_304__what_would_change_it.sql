-- What would make an alternative as good as what was chosen, at the plan's prices: each by itself.
alter table planning.alternative
  add column price_less_cents bigint check (price_less_cents >= 0),   -- null where the price alone cannot
  add column chance_wanted_millionths int
             check (chance_wanted_millionths between 0 and 1000000),   -- null where the chance alone cannot
  add column one_more text not null default '';                        -- a seat or unit, in words; empty where one cannot
