package dev.sluice.media.render;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import dev.sluice.settings.Preset;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Array jobs for AWS Batch, by <a href="https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html">SubmitJob
 * </a>: a child is a shard. {@code arrays/NUMBER.json} is one request; {@code submit.sh} hands them to the AWS CLI. An array
 * has 2 to 10,000 children; a single shard is a plain job. The containers must see this folder, and the files of the jobs,
 * by a file system that their definition mounts, and need what task.sh needs.
 */
public record AwsBatchRendering(
        @Doc("name or ARN of the queue") String jobQueue,
        @Doc("name or ARN of the definition") String jobDefinition,
        @Doc("absolute path of this folder in a container") String folderInContainer,
        @Doc("vCPUs of one child") @Preset("4") int vcpus,

        @Doc("children of one array at most: 2 to 10000") @Preset("10000")
        int maxArraySize)
        implements Rendering {
    private static final int MOST = 10_000;

    public AwsBatchRendering {
        if (maxArraySize < 2 || maxArraySize > MOST) {
            throw new InvalidSetting("max-array-size", "is " + maxArraySize + "; allowed is 2 to " + MOST);
        }
        if (vcpus < 1) {
            throw new InvalidSetting("vcpus", "is " + vcpus + "; 1 or more is wanted");
        }
        if (!folderInContainer.startsWith("/")) {
            throw new InvalidSetting(
                    "folder-in-container",
                    "\"" + folderInContainer + "\" is no absolute path; write /mnt/manifests/first");
        }
    }

    @Override
    public void render(Iterator<ManifestJob> jobs, Folder folder) {
        List<Shard> shards = Tasks.write(jobs, folder);
        int number = 0;
        for (List<Shard> chunk : Shard.chunks(shards, maxArraySize)) {
            String name = String.format(Locale.ROOT, "%04d", ++number);
            folder.file("arrays/" + name + ".list", Shard.list(chunk));
            folder.file("arrays/" + name + ".json", Json.text(request(name, chunk)));
        }
        folder.script("child.sh");
        folder.script("submit.sh", Folder.resource("aws-batch.sh"));
    }

    private ObjectNode request(String name, List<Shard> chunk) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("jobName", "sluice-" + chunk.get(0).kind() + "-" + name);
        request.put("jobQueue", jobQueue);
        request.put("jobDefinition", jobDefinition);
        if (chunk.size() > 1) {
            request.putObject("arrayProperties").put("size", chunk.size());
        }
        ObjectNode container = request.putObject("containerOverrides");
        String folder = folderInContainer.replaceFirst("/+$", "");
        container.putArray("command").add("bash").add(folder + "/child.sh").add(name);
        var resources = container.putArray("resourceRequirements");
        resources.addObject().put("type", "VCPU").put("value", String.valueOf(vcpus));
        resources.addObject().put("type", "MEMORY").put("value", String.valueOf(Shard.megabytes(chunk)));
        // task.sh tries failures of ffmpeg; what it cannot see is a host that goes away.
        ObjectNode retry = request.putObject("retryStrategy").put("attempts", 3);
        var rules = retry.putArray("evaluateOnExit");
        rules.addObject().put("onStatusReason", "Host EC2*").put("action", "RETRY");
        rules.addObject().put("onReason", "*").put("action", "EXIT");
        request.putObject("timeout").put("attemptDurationSeconds", Shard.seconds(chunk));
        return request;
    }
}
