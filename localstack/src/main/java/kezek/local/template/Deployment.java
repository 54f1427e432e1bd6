package kezek.local.template;

/// The values of CloudFormation's pseudo parameters on this machine. Names that are derived from them
/// have the form of AWS.
///
/// @param stackName prefix of the names of queues, functions and tables that have no name in the template
public record Deployment(String region, String accountId, String stackName) {

    /// `eu-central-1`, account `000000000000`, stack `kezek`.
    public static final Deployment LOCAL = new Deployment("eu-central-1", "000000000000", "kezek");

    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + accountId + ":" + resource;
    }

    /// The beginning of a queue's URL on AWS. The local stack replaces it by its own address.
    public String queueUrlPrefix() {
        return "https://sqs." + region + ".amazonaws.com/" + accountId + "/";
    }
}
