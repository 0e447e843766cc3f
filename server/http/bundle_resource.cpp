#include "server/http/bundle_resource.hpp"

#include <kj/exception.h>

#include <future>

#include "events/vocabulary/limits.hpp"
#include "server/evidence/case_bundle.hpp"
#include "server/evidence/tar.hpp"
#include "server/http/problem_response.hpp"
#include "server/http/resource_request.hpp"
#include "server/protocol/trace.hpp"

namespace forloeb {
namespace {

/// Waits for each answer: it leaves when the read is on record, on the read log's thread, which needs none of ours.
AskFrame asking_the_handlers(const Handlers& handlers, const Caller& caller, const HttpRequest& request) {
    return [&handlers, &caller, &request](FrameBuilder& asked) -> Result<WireFrame> {
        const std::string purpose(request.header("forloeb-purpose"));
        const std::string trace(request.header("traceparent"));
        if (!purpose.empty()) asked.frame().setPurpose(purpose.c_str());
        if (trace_id(trace) != "-") asked.frame().setTraceparent(trace.c_str());
        const auto answered = std::make_shared<std::promise<WireFrame>>();
        handlers.handle(asked.finish(), caller, [answered](WireFrame frame) { answered->set_value(std::move(frame)); });
        return answered->get_future().get();
    };
}

Result<HttpResponse> make_bundle(const PathValues& path, const HttpRequest& request, const Handlers& handlers, const Caller& caller) {
    FORLOEB_CHECK(check_parameter_names(request.query, {}));
    const auto id = Uuid::parse(path.front().second);
    if (!id || id->is_nil()) return fail(ErrorKind::invalid, "The path needs a UUID of 36 characters.", std::string(path.front().first));
    FORLOEB_TRY(const Bundle bundle, gather_bundle(asking_the_handlers(handlers, caller, request), {StreamKind::case_, *id}, limits::bundle_bytes_max));
    FORLOEB_TRY(const auto files, bundle_files(bundle));
    FORLOEB_TRY(const OpenedCheckpoint proven, open_checkpoint(bundle.checkpoint, bundle.key));
    FORLOEB_TRY(const LeafRecord newest, decode_leaf(as_bytes(bundle.events.back().leaf)));
    // A name for the folder and the download that says nothing of the case: how long the log was.
    const std::string name = "forloeb-bundle-" + std::to_string(proven.checkpoint.tree.size.value);
    FORLOEB_TRY(std::string tar, tar_of(name, files, newest.recorded_at));
    return HttpResponse{200, {{"content-type", "application/x-tar"}, {"content-disposition", "attachment; filename=\"" + name + ".tar\""}}, std::move(tar)};
}

}  // namespace

HttpResponse bundle_response(const PathValues& path, const HttpRequest& request, const Handlers& handlers, const Caller& caller) {
    try {
        auto made = make_bundle(path, request, handlers, caller);
        return made ? std::move(*made) : problem_response(made.error(), request);
    } catch (const kj::Exception&) {
        return problem_response({ErrorKind::damaged, "The server answered another question than was asked; its log says more.", {}, {}});
    }
}

}  // namespace forloeb
