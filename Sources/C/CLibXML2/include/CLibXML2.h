// libxml2's SAX2 push parser as Tidings uses it, loaded with the first document. Its own headers are
// not seen by Swift: they include ICU's, which clash with those of Foundation's modules.
#pragma once

struct _xmlParserCtxt;
struct _xmlError;

/// What is told of a document, in the form of libxml2's handlers; `user` is what
/// `tidings_xml_set_user` was given.
struct tidings_xml_events {
    void (*start)(
        void *user, const unsigned char *local, const unsigned char *prefix,
        const unsigned char *uri, int namespaceCount, const unsigned char **namespaces,
        int attributeCount, int defaultedCount, const unsigned char **attributes);
    void (*end)(
        void *user, const unsigned char *local, const unsigned char *prefix,
        const unsigned char *uri);
    void (*characters)(void *user, const unsigned char *bytes, int count);
    void (*error)(void *user, struct _xmlError *error);
};

/// A parser for one document, which loads nothing external; NULL when memory is short.
///
/// `recovering`: whether to go on after what is not well-formed.
struct _xmlParserCtxt *tidings_xml_open(const struct tidings_xml_events *events, int recovering);
void tidings_xml_set_user(struct _xmlParserCtxt *parser, void *user);
void tidings_xml_close(struct _xmlParserCtxt *parser);

/// Parses the next bytes; `isLast` says that the document ends with them.
void tidings_xml_push(struct _xmlParserCtxt *parser, const char *bytes, int count, int isLast);
/// Nothing more is told.
void tidings_xml_stop(struct _xmlParserCtxt *parser);

/// How many bytes wait for the end of what they are part of; `start` is set to the first of them, or
/// to NULL.
long tidings_xml_pending(const struct _xmlParserCtxt *parser, const unsigned char **start);
/// Whether a CDATA section is being read.
int tidings_xml_is_in_cdata(const struct _xmlParserCtxt *parser);
/// The line that is being read, counted from 1; 0 before the first.
int tidings_xml_line(const struct _xmlParserCtxt *parser);
/// How many different names the parser keeps.
int tidings_xml_name_count(const struct _xmlParserCtxt *parser);

/// What an error says, and where; NULL when it is none of the document's form, as a warning is, or an
/// undeclared prefix.
const char *tidings_xml_fault(const struct _xmlError *error, int *line, int *column);
