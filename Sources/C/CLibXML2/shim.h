// libxml2's headers include ICU's, which clash with those of Foundation's modules: the macro is
// taken back before they are read. Nothing here uses ICU.
#pragma once
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/HTMLparser.h>
