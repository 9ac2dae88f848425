#include "CLibXML2.h"

#include <CLoading.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>

#define XML(name) TIDINGS_LOADED("libxml2.so.2", "libxml2", name)

/// To be called once, before any thread parses.
static void start(void) { XML(xmlInitParser)(); }

xmlParserCtxtPtr tidings_xml_open(const struct tidings_xml_events *events, int recovering) {
    static pthread_once_t started = PTHREAD_ONCE_INIT;
    pthread_once(&started, start);
    // Zeroed: libxml2's own callbacks would read our user data as one of its contexts.
    xmlSAXHandler sax = {0};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = events->start;
    sax.endElementNs = events->end;
    sax.characters = events->characters;
    sax.cdataBlock = events->characters;
    sax.ignorableWhitespace = events->characters;
    sax.serror = events->error;
    xmlParserCtxtPtr parser = XML(xmlCreatePushParserCtxt)(&sax, NULL, NULL, 0, NULL);
    if (!parser) return NULL;
    // Not the parser itself, which libxml2 puts there.
    parser->userData = NULL;
    XML(xmlCtxtUseOptions)(
        parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING
            | (recovering ? XML_PARSE_RECOVER : 0));
    return parser;
}

void tidings_xml_set_user(xmlParserCtxtPtr parser, void *user) { parser->userData = user; }

void tidings_xml_close(xmlParserCtxtPtr parser) { XML(xmlFreeParserCtxt)(parser); }

void tidings_xml_push(xmlParserCtxtPtr parser, const char *bytes, int count, int isLast) {
    XML(xmlParseChunk)(parser, bytes, count, isLast);
}

void tidings_xml_stop(xmlParserCtxtPtr parser) { XML(xmlStopParser)(parser); }

long tidings_xml_pending(const xmlParserCtxt *parser, const unsigned char **start) {
    *start = parser->input ? parser->input->cur : NULL;
    return *start ? parser->input->end - *start : 0;
}

int tidings_xml_is_in_cdata(const xmlParserCtxt *parser) {
    return parser->instate == XML_PARSER_CDATA_SECTION;
}

int tidings_xml_line(const xmlParserCtxt *parser) {
    return parser->input ? parser->input->line : 0;
}

int tidings_xml_name_count(const xmlParserCtxt *parser) { return XML(xmlDictSize)(parser->dict); }

const char *tidings_xml_fault(const xmlError *error, int *line, int *column) {
    if (error->level < XML_ERR_ERROR || error->domain == XML_FROM_NAMESPACE) return NULL;
    *line = error->line;
    *column = error->int2;
    return error->message ? error->message : "unknown error";
}
