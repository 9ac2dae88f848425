/// Reports of our own, which no newspaper printed.
public enum News {
    public static let ferry = """
        The ferry Halvorsen ran aground on the Skarv reef on Tuesday night with 214 passengers on \
        board. Coast guard boats from Lindesvik took everybody off before dawn, and nobody was hurt.
        """
    public static let bridge = """
        Engineers closed the Marrow bridge to lorries after cracks were found in two of its hangers. \
        Repairs may take until the spring, the roads agency said.
        """
    public static let bank = """
        Customers of the Harborline bank could not reach their accounts on Monday after a failure in \
        its computing centre in Osterby. Cash machines stayed dark until the afternoon, and shops took \
        no cards of the bank.
        """
    public static let chess = """
        Grandmaster Ilona Petrescu won the chess tournament of Velmar with a sacrifice of her queen in \
        the last round. Nobody had led the table for so long since the war.
        """
}
