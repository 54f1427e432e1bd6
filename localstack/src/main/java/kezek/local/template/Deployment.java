package kezek.local.template;

/// What CloudFormation's pseudo parameters say on this machine. The names that follow from it are shaped like those
/// of AWS.
///
/// @param stackName begins the names of queues, functions and the table that the template leaves unnamed
public record Deployment(String region, String accountId, String stackName) {

    /// `eu-central-1`, account `000000000000`, stack `kezek`.
    public static final Deployment LOCAL = new Deployment("eu-central-1", "000000000000", "kezek");

    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + accountId + ":" + resource;
    }

    /// What a queue's URL begins with on AWS. The local stack puts its own address there.
    public String queueUrlPrefix() {
        return "https://sqs." + region + ".amazonaws.com/" + accountId + "/";
    }
}
