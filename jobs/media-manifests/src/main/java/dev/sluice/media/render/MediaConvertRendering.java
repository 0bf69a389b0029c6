package dev.sluice.media.render;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.media.manifest.ManifestJob;
import dev.sluice.settings.Doc;
import dev.sluice.settings.InvalidSetting;
import java.util.Iterator;
import java.util.Optional;

/**
 * Requests of AWS Elemental MediaConvert, by <a
 * href="https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html">CreateJob</a>: {@code jobs/KEY.json} is one,
 * with the job's key as ClientRequestToken, so that the service makes no second job of it; {@code submit.sh} hands them to
 * the AWS CLI. The service has encoders of its own: presets, which are about speed, are left out, and whatever else of a
 * target it cannot express is refused. It writes an object when that is complete, but over one that is there.
 */
public record MediaConvertRendering(
        @Doc("ARN of the role that the service takes") String role,

        @Doc("name or ARN of the queue; left out: the default one")
        Optional<String> queue,

        @Doc("QVBR quality of targets that have a quality: 1 to 10; left out: such targets are refused")
        Optional<Integer> qvbrQuality)
        implements Rendering {
    private static final int BEST = 10;

    public MediaConvertRendering {
        if (!role.startsWith("arn:")) {
            throw new InvalidSetting("role", "\"" + role + "\" is no ARN; write arn:aws:iam::111122223333:role/NAME");
        }
        qvbrQuality.filter(level -> level < 1 || level > BEST).ifPresent(level -> {
            throw new InvalidSetting("qvbr-quality", "is " + level + "; allowed is 1 to " + BEST);
        });
    }

    @Override
    public void render(Iterator<ManifestJob> jobs, Folder folder) {
        folder.script("submit.sh", Folder.resource("mediaconvert.sh"));
        folder.folder("submitted");
        jobs.forEachRemaining(job -> folder.file("jobs/" + job.jobKey() + ".json", Json.text(request(job))));
    }

    private ObjectNode request(ManifestJob job) {
        Conversion conversion = new Conversion(job, qvbrQuality);
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("ClientRequestToken", job.jobKey());
        request.put("Role", role);
        queue.ifPresent(name -> request.put("Queue", name));
        request.putObject("UserMetadata").put("job_key", job.jobKey()).put("shard", String.valueOf(job.shard()));
        ObjectNode settings = request.putObject("Settings");
        settings.putObject("TimecodeConfig").put("Source", "ZEROBASED");
        settings.putArray("Inputs").add(conversion.input());
        ObjectNode group = settings.putArray("OutputGroups").addObject().put("Name", "File Group");
        group.putObject("OutputGroupSettings")
                .put("Type", "FILE_GROUP_SETTINGS")
                .putObject("FileGroupSettings")
                .put("Destination", conversion.destination());
        group.putArray("Outputs").add(conversion.output());
        return request;
    }
}
