#include "tools/xes/log_opening.hpp"

namespace forloeb::xes {

std::string log_opening(const LogOpening& parts) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- ";
    out.append(parts.comment);
    out.append(R"( -->
<log xes.version="1849-2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
)");
    out.append(parts.own_extensions);
    out.append(R"(  <global scope="trace">
    <string key="concept:name" value="UNKNOWN"/>
  </global>
  <global scope="event">
    <string key="concept:name" value="UNKNOWN"/>
)");
    return out.append(parts.event_defaults).append("  </global>\n");
}

}  // namespace forloeb::xes
