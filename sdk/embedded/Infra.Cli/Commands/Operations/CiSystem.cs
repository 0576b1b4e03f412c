using System.Collections.Immutable;

namespace Infra.Cli.Commands.Operations;

/// <summary>What the variables of a CI system say of a run, by the names that the Pulumi CLI gives them in the history.</summary>
internal static class CiSystem
{
    /// <summary>Each system: the variable that tells it, its name, and where its facts are.</summary>
    private static readonly ImmutableArray<(
        string Sign,
        string Name,
        (string Fact, string Variable)[] Facts
    )> Known =
    [
        (
            "GITHUB_ACTIONS",
            "GitHub",
            [
                ("ci.build.id", "GITHUB_RUN_ID"),
                ("ci.build.number", "GITHUB_RUN_NUMBER"),
                ("ci.build.type", "GITHUB_EVENT_NAME"),
                ("ci.pr.headSHA", "GITHUB_SHA"),
            ]
        ),
        (
            "GITLAB_CI",
            "GitLab",
            [
                ("ci.build.id", "CI_JOB_ID"),
                ("ci.build.number", "CI_PIPELINE_IID"),
                ("ci.build.type", "CI_PIPELINE_SOURCE"),
                ("ci.build.url", "CI_JOB_URL"),
                ("ci.pr.headSHA", "CI_COMMIT_SHA"),
                ("ci.pr.number", "CI_MERGE_REQUEST_ID"),
            ]
        ),
    ];

    /// <summary>What any other system may set by itself.</summary>
    private static readonly (string Fact, string Variable)[] Generic =
    [
        ("ci.build.id", "PULUMI_CI_BUILD_ID"),
        ("ci.build.number", "PULUMI_CI_BUILD_NUMBER"),
        ("ci.build.type", "PULUMI_CI_BUILD_TYPE"),
        ("ci.build.url", "PULUMI_CI_BUILD_URL"),
        ("ci.pr.headSHA", "PULUMI_CI_PULL_REQUEST_SHA"),
        ("ci.pr.number", "PULUMI_PR_NUMBER"),
    ];

    /// <summary>The facts; none outside of CI.</summary>
    /// <param name="variable">The value of a variable; <c>null</c> for one that is not set.</param>
    public static IEnumerable<KeyValuePair<string, string>> Facts(Func<string, string?> variable)
    {
        var (name, facts) = variable("PULUMI_CI_SYSTEM") is { Length: > 0 } named
            ? (named, Generic)
            : Known
                .Where(system => variable(system.Sign) is { Length: > 0 })
                .Select(system => (system.Name, system.Facts))
                .FirstOrDefault();
        if (name is null)
        {
            yield break;
        }

        yield return new("ci.system", name);
        foreach (var (fact, source) in facts)
        {
            if (variable(source) is { Length: > 0 } value)
            {
                yield return new(fact, value);
            }
        }
    }
}
