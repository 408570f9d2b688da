package io.meridian.serving.server;

import com.sun.net.httpserver.Headers;
import io.meridian.serving.client.InferenceClient;
import io.meridian.serving.protocol.InferRequest;
import io.meridian.serving.protocol.InferResponse;
import io.meridian.serving.protocol.ProtocolException;
import io.meridian.serving.server.InferenceServer.Answer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What each method and path does. */
final class Routes {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String PLATFORM = "onnxruntime_onnx";

    private final Models models;
    private final Computation computation;

    Routes(Models models, Computation computation) {
        this.models = models;
        this.computation = computation;
    }

    /**
     * Answers.
     *
     * @param path parted at slashes, as {@code v2, models, NAME, infer}
     */
    Answer answer(String method, List<String> path, Headers headers, byte[] body) {
        String route = method + " " + String.join("/", path);
        if (route.equals("GET v2")) {
            return Answer.json(200, server());
        }
        if (route.equals("GET v2/health/ready")) {
            return Answer.json(200, MAPPER.createObjectNode().put("ready", true));
        }
        boolean repository =
                path.size() == 5 && String.join("/", path).startsWith("v2/repository/models/");
        boolean model = path.size() >= 3 && String.join("/", path).startsWith("v2/models/");
        if (!repository && !model) {
            return nothingHere();
        }
        String name = path.get(repository ? 3 : 2);
        if (!InferenceClient.NAME.matcher(name).matches()) {
            throw new ProtocolException(
                    "a model's name has 1 to 128 letters, digits, '.', '_' and '-'");
        }
        return repository
                ? repository(method + " " + path.getLast(), name, body)
                : model(method, name, path.subList(3, path.size()), headers, body);
    }

    private Answer repository(String what, String name, byte[] body) {
        return switch (what) {
            case "POST load" -> load(name, body);
            case "POST unload" -> {
                models.unload(name);
                yield Answer.json(200, MAPPER.createObjectNode());
            }
            default -> nothingHere();
        };
    }

    /** {@code rest} is what follows the name: perhaps a version, then what is asked. */
    private Answer model(
            String method, String name, List<String> rest, Headers headers, byte[] body) {
        boolean versioned = rest.size() >= 2 && rest.getFirst().equals("versions");
        String version = versioned ? rest.get(1) : "";
        String what =
                method + " " + String.join("/", versioned ? rest.subList(2, rest.size()) : rest);
        return switch (what) {
            case "GET " -> found(name, version, model -> Answer.json(200, metadata(model)));
            case "GET ready" ->
                    found(
                            name,
                            version,
                            _ -> Answer.json(200, MAPPER.createObjectNode().put("ready", true)));
            case "POST infer" -> found(name, version, model -> infer(model, headers, body));
            default -> nothingHere();
        };
    }

    private static Answer nothingHere() {
        return Answer.error(404, "there is nothing at this path");
    }

    private interface ForModel {
        Answer answer(LoadedModel model);
    }

    /** An empty version is any. */
    private Answer found(String name, String version, ForModel then) {
        Optional<LoadedModel> model =
                models.find(name)
                        .filter(found -> version.isEmpty() || found.version().equals(version));
        return model.isPresent()
                ? then.answer(model.get())
                : Answer.error(404, "the model is not loaded; load it first");
    }

    private static ObjectNode server() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("name", "meridian");
        json.put("version", "1");
        json.putArray("extensions").add("binary_tensor_data").add("model_repository");
        return json;
    }

    private static ObjectNode metadata(LoadedModel model) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("name", model.name());
        json.putArray("versions").add(model.version());
        json.put("platform", PLATFORM);
        ObjectNode input = json.putArray("inputs").addObject();
        input.put("name", "input");
        input.put("datatype", "FP32");
        ArrayNode shape = input.putArray("shape").add(-1);
        model.input().dimensions().forEach(shape::add);
        ArrayNode outputs = json.putArray("outputs");
        for (String name : List.of("logits", "scores")) {
            ObjectNode output = outputs.addObject();
            output.put("name", name);
            output.put("datatype", "FP32");
            output.putArray("shape").add(-1).add(1);
        }
        json.putObject("parameters").put("positive", model.labels().positive().name());
        return json;
    }

    private Answer infer(LoadedModel model, Headers headers, byte[] body) {
        InferRequest request = InferRequest.parse(body, jsonLength(headers, body.length));
        List<Long> expected = model.input().dimensions().stream().map(Integer::longValue).toList();
        if (!request.shape().subList(1, request.shape().size()).equals(expected)) {
            throw new ProtocolException(
                    "the model reads examples of %s; the request has %s"
                            .formatted(expected, request.shape()));
        }
        for (float value : request.values()) {
            if (!Float.isFinite(value)) {
                throw new ProtocolException("every number of the input must be finite");
            }
        }
        Optional<float[]> logits = computation.run(() -> model.run(request.values()));
        if (logits.isEmpty()) {
            return Answer.error(503, "too many requests wait; ask again later");
        }
        var response = new InferResponse(model.name(), model.version(), request.id(), logits.get());
        return new Answer(200, response.toBody(request.binary()));
    }

    private static int jsonLength(Headers headers, int otherwise) {
        String length = headers.getFirst(InferRequest.JSON_LENGTH);
        try {
            return length == null ? otherwise : Integer.parseInt(length);
        } catch (NumberFormatException e) {
            throw new ProtocolException(InferRequest.JSON_LENGTH + " must be a number", e);
        }
    }

    private Answer load(String name, byte[] body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            Path folder = Path.of(json.path("path").asString(""));
            if (!folder.isAbsolute()) {
                throw new ProtocolException("path must name the package's folder, absolute");
            }
            models.load(name, json.path("version").asString("1"), folder);
            return Answer.json(200, MAPPER.createObjectNode());
        } catch (JacksonException e) {
            throw new ProtocolException("the request is not JSON: " + e.getOriginalMessage(), e);
        } catch (InvalidPathException e) {
            throw new ProtocolException("path must name the package's folder, absolute", e);
        }
    }
}
