using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Engine.Files;
using Infra.Protocol;

namespace Infra.Cli.Commands.Operations;

/// <summary>A CI system, and in which variables it tells what the history says of a run in it.</summary>
/// <remarks>
/// A source is the name of a variable, several with <c>|</c> of which the first one counts that is set, or a text with variables in braces,
/// all of which have to be set. A path after the name (<c>NAME/a/b</c>) leads into the JSON file that the variable names.
/// </remarks>
/// <param name="Sign">The variable that gives the system away: its name, or its name and value (<c>NAME=value</c>).</param>
/// <param name="Name">What the Pulumi CLI calls the system.</param>
internal sealed partial record CiSystem(string Sign, string Name)
{
    private static readonly ImmutableArray<CiSystem> Known =
    [
        new("APPVEYOR", "AppVeyor"),
        new("CODEBUILD_BUILD_ARN", "AWS CodeBuild"),
        new("bamboo_planKey", "Atlassian Bamboo"),
        new("BITBUCKET_COMMIT", "Atlassian Bitbucket Pipelines")
        {
            Id = "BITBUCKET_BUILD_NUMBER",
            Url =
                "{BITBUCKET_GIT_HTTP_ORIGIN}/addon/pipelines/home#!/results/{BITBUCKET_BUILD_NUMBER}",
            Head = "BITBUCKET_COMMIT",
            Branch = "BITBUCKET_BRANCH",
            PullRequest = "BITBUCKET_PR_ID",
        },
        new("TF_BUILD", "Azure Pipelines")
        {
            Id = "BUILD_BUILDID",
            Type = "BUILD_REASON",
            Url =
                "{SYSTEM_TEAMFOUNDATIONCOLLECTIONURI}/{SYSTEM_TEAMPROJECT}/_build/results?buildId={BUILD_BUILDID}",
            Head = "SYSTEM_PULLREQUEST_SOURCECOMMITID|BUILD_SOURCEVERSION",
            Branch = "SYSTEM_PULLREQUEST_SOURCEBRANCH|BUILD_SOURCEBRANCHNAME",
            PullRequest = "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER|SYSTEM_PULLREQUEST_PULLREQUESTID",
        },
        new("BUILDKITE", "Buildkite")
        {
            Id = "BUILDKITE_BUILD_ID",
            Number = "BUILDKITE_BUILD_NUMBER",
            Type = "BUILDKITE_SOURCE",
            Url = "BUILDKITE_BUILD_URL",
            Head = "BUILDKITE_COMMIT",
            Branch = "BUILDKITE_BRANCH",
            PullRequest = "BUILDKITE_PULL_REQUEST",
        },
        new("CIRCLECI", "CircleCI")
        {
            Id = "CIRCLE_BUILD_NUM",
            Url = "CIRCLE_BUILD_URL",
            Head = "CIRCLE_SHA1",
            Branch = "CIRCLE_BRANCH",
        },
        new("CF_BUILD_URL", "Codefresh")
        {
            Id = "CF_BUILD_ID",
            Url = "CF_BUILD_URL",
            Head = "CF_REVISION",
            Branch = "CF_BRANCH",
            PullRequest = "CF_PULL_REQUEST_NUMBER",
        },
        new("CI_NAME=codeship", "Codeship"),
        new("DRONE", "Drone"),
        new("GITHUB_ACTIONS", "GitHub Actions")
        {
            Id = "GITHUB_RUN_ID",
            Number = "GITHUB_RUN_NUMBER",
            Type = "GITHUB_EVENT_NAME",
            Url = "https://github.com/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}",
            Head = "GITHUB_EVENT_PATH/pull_request/head/sha|GITHUB_SHA",
            Branch = "GITHUB_HEAD_REF|GITHUB_REF",
            PullRequest = "GITHUB_EVENT_PATH/pull_request/number",
        },
        new("GITLAB_CI", "GitLab CI/CD")
        {
            Id = "CI_PIPELINE_ID",
            Number = "CI_PIPELINE_IID",
            Type = "CI_PIPELINE_SOURCE",
            Url = "CI_JOB_URL",
            Head = "CI_COMMIT_SHA",
            Branch = "CI_COMMIT_REF_NAME",
            PullRequest = "CI_MERGE_REQUEST_IID",
        },
        new("GO_PIPELINE_LABEL", "GoCD"),
        new("HUDSON_URL", "Hudson"),
        new("JENKINS_URL", "Jenkins")
        {
            Id = "BUILD_NUMBER|BUILD_ID",
            Url = "BUILD_URL",
            Head = "GIT_COMMIT",
            Branch = "GIT_BRANCH",
        },
        new("MAGNUM", "Magnum CI"),
        new("SEMAPHORE", "Semaphore"),
        new("SPACELIFT_STORE_HOOKS_ENV_VARS", "Spacelift"),
        new("TASK_ID", "TaskCluster"),
        new("TEAMCITY_VERSION", "TeamCity"),
        new("TRAVIS", "Travis CI")
        {
            Id = "TRAVIS_JOB_ID",
            Number = "TRAVIS_JOB_NUMBER",
            Type = "TRAVIS_EVENT_TYPE",
            Url = "TRAVIS_BUILD_WEB_URL",
            Head = "TRAVIS_PULL_REQUEST_SHA",
            Branch = "TRAVIS_BRANCH",
            PullRequest = "TRAVIS_PULL_REQUEST",
        },
    ];

    private string Id { get; init; } = "";

    private string Number { get; init; } = "";

    private string Type { get; init; } = "";

    private string Url { get; init; } = "";

    private string Head { get; init; } = "";

    private string Branch { get; init; } = "";

    private string PullRequest { get; init; } = "";

    /// <summary>The system that a run is in; <c>null</c> outside of CI, and where <c>PULUMI_DISABLE_CI_DETECTION</c> is set.</summary>
    /// <param name="variable">The value of a variable; <c>null</c> for one that is not set.</param>
    public static CiSystem? Find(Func<string, string?> variable) =>
        IsSet("PULUMI_DISABLE_CI_DETECTION", variable) ? null
        : variable("PULUMI_CI_SYSTEM") is { Length: > 0 } name ? Unknown(name)
        : Known.FirstOrDefault(system => IsSet(system.Sign, variable));

    /// <summary>What the history says of the run, by the names that the Pulumi CLI gives the facts.</summary>
    public IEnumerable<KeyValuePair<string, string>> Facts(Func<string, string?> variable) =>
        new (string Fact, string? Value)[]
        {
            ("ci.system", Name),
            ("ci.build.id", Value(Id, variable)),
            ("ci.build.number", Value(Number, variable)),
            ("ci.build.type", Value(Type, variable)),
            ("ci.build.url", Value(Url, variable)),
            ("ci.pr.headSHA", Value(Head, variable)),
            ("ci.pr.number", Value(PullRequest, variable)),
        }
            .Where(fact => fact.Value is not null)
            .Select(fact => KeyValuePair.Create(fact.Fact, fact.Value ?? ""));

    /// <summary>The branch that the system builds, which a checkout of a single commit does not know.</summary>
    public string? BranchName(Func<string, string?> variable) => Value(Branch, variable);

    /// <summary>A system that tells of itself in variables made for that.</summary>
    private static CiSystem Unknown(string name) =>
        new("", name)
        {
            Id = "PULUMI_CI_BUILD_ID",
            Number = "PULUMI_CI_BUILD_NUMBER",
            Type = "PULUMI_CI_BUILD_TYPE",
            Url = "PULUMI_CI_BUILD_URL",
            Head = "PULUMI_CI_PULL_REQUEST_SHA",
            Branch = "PULUMI_CI_BRANCH_NAME",
            PullRequest = "PULUMI_PR_NUMBER",
        };

    private static bool IsSet(string sign, Func<string, string?> variable) =>
        sign.Split('=') is [var name, var value]
            ? variable(name) == value
            : variable(sign) is { Length: > 0 };

    /// <summary>What a source says; systems say <c>false</c> for a number that there is not.</summary>
    private static string? Value(string source, Func<string, string?> variable)
    {
        if (!source.Contains('{', StringComparison.Ordinal))
        {
            return source
                .Split('|', StringSplitOptions.RemoveEmptyEntries)
                .Select(name => Single(name, variable))
                .FirstOrDefault(value => value is not (null or "" or "false"));
        }

        var isWhole = true;
        var text = InBraces()
            .Replace(
                source,
                match =>
                {
                    var value = variable(match.Groups[1].Value)?.TrimEnd('/');
                    isWhole &= value is { Length: > 0 };
                    return value ?? "";
                }
            );
        return isWhole ? text : null;
    }

    private static string? Single(string source, Func<string, string?> variable)
    {
        if (source.Split('/') is not [var name, _, ..] names)
        {
            return variable(source);
        }

        try
        {
            var file = variable(name) is { } path ? RegularFile.ReadText(path) : null;
            var root = file is null ? null : JsonNode.Parse(file);
            return names
                .Skip(1)
                .Aggregate(root, (node, key) => (node as JsonObject)?[key])
                ?.ToString();
        }
        catch (Exception e) when (e is JsonException or InfraException)
        {
            // The history is not worth a failed run.
            return null;
        }
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InBraces();
}
