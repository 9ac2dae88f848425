extension Migration {
    /// Keeps of each decision what it weighed (`DecisionText`), where words alone were kept: these stay
    /// as the decisions of an earlier release. Keeps the telling terms of each cluster (`TextList`);
    /// those of clusters that are there get theirs when they next change.
    static let decisions: StaticString = """
        ALTER TABLE memberships RENAME COLUMN reason TO decision;
        UPDATE memberships SET decision = iif(decision = '', '',
            'rule' || char(9) || 'told' || char(10) || 'words' || char(9)
                || replace(replace(decision, char(9), ' '), char(10), ' '));
        ALTER TABLE clusters ADD COLUMN terms TEXT;

        PRAGMA user_version = 5;
        """
}
