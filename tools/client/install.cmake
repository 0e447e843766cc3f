# Installs the client library for programs outside this house, as the component "client":
#   cmake --build build/release --target forloeb_client
#   cmake --install build/release --component client --prefix PREFIX
# Static libraries, the headers a client needs (none of RocksDB's or Asio's), the schemas, and a package config.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(FORLOEB_CLIENT_LIBRARIES forloeb_client forloeb_wire forloeb_events forloeb_protocol forloeb_projections_schema forloeb_events_schema)
install(TARGETS ${FORLOEB_CLIENT_LIBRARIES} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT client)

set(header_folder ${CMAKE_INSTALL_INCLUDEDIR}/forloeb)
foreach(header
    events/catalogue/catalogue.hpp events/codec/id16.hpp events/codec/leaf.hpp events/codec/message.hpp events/codec/view.hpp
    events/vocabulary/bytes.hpp events/vocabulary/ids.hpp events/vocabulary/limits.hpp events/vocabulary/result.hpp events/vocabulary/time.hpp
    server/protocol/endpoint.hpp server/protocol/frame.hpp server/protocol/framing.hpp server/protocol/ids.hpp server/protocol/texts.hpp
    server/tls/tls_files.hpp
    tools/client/case_requests.hpp tools/client/client.hpp tools/client/connections.hpp tools/client/feed.hpp tools/client/kept_frame.hpp
    tools/client/reconnecting_client.hpp tools/client/reconnecting_feed.hpp)
  cmake_path(GET header PARENT_PATH folder)
  install(FILES ${CMAKE_SOURCE_DIR}/${header} DESTINATION ${header_folder}/${folder} COMPONENT client)
endforeach()
install(DIRECTORY ${CMAKE_BINARY_DIR}/generated/ DESTINATION ${header_folder} COMPONENT client FILES_MATCHING PATTERN "*.capnp.h")
foreach(folder events/schema projections/schema server/protocol)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/${folder}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/forloeb/${folder} COMPONENT client FILES_MATCHING PATTERN "*.capnp")
endforeach()

set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/forloebClient)
configure_package_config_file(client/forloebClientConfig.cmake.in ${CMAKE_BINARY_DIR}/forloebClientConfig.cmake
  INSTALL_DESTINATION ${config_folder} PATH_VARS CMAKE_INSTALL_LIBDIR header_folder)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/forloebClientConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/forloebClientConfig.cmake ${CMAKE_BINARY_DIR}/forloebClientConfigVersion.cmake
  DESTINATION ${config_folder} COMPONENT client)
