-- The words of a passage are put into the index as the passage is added, by the one who has them at
-- hand, instead of being looked up again for each; and the index is merged less often.
DROP TRIGGER passage_added;
INSERT INTO passage_search (passage_search, rank) VALUES ('hashsize', 16777216);
