-- Who approved or refused is told beside each entry; corrections are followed from either end, which the
-- unique constraint on "corrects" serves already. What waits is asked for by its day.
create index standing_waits on hours.standing (day, entry_id) where not approved;
