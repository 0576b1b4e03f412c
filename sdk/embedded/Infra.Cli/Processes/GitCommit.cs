using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;

namespace Infra.Cli.Processes;

/// <summary>The commit that a project is at, as <c>git</c> tells it.</summary>
/// <param name="Title">The first line of its message.</param>
/// <param name="Facts">What the history says of it, by the names of the Pulumi CLI.</param>
internal sealed record GitCommit(string Title, ImmutableSortedDictionary<string, string> Facts)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Finds the commit of a directory; <c>null</c> outside of a repository, in one without commits, and without <c>git</c>.</summary>
    public static async Task<GitCommit?> FindAsync(
        string directory,
        CancellationToken cancellationToken
    )
    {
        var log = await RunAsync(
            directory,
            ["log", "-1", "--format=%H%n%an%n%ae%n%cn%n%ce%n%s"],
            cancellationToken
        );
        if (
            log?.Split('\n')
            is not [var head, var author, var authorMail, var name, var mail, var title, ..]
        )
        {
            return null;
        }

        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        facts["git.head"] = head;
        facts["git.author"] = author;
        facts["git.author.email"] = authorMail;
        facts["git.committer"] = name;
        facts["git.committer.email"] = mail;
        var branch = await RunAsync(directory, ["symbolic-ref", "-q", "HEAD"], cancellationToken);
        if (branch is not null)
        {
            facts["git.headName"] = branch.Trim();
        }

        var changes = await RunAsync(
            directory,
            ["status", "--porcelain", "--untracked-files=normal"],
            cancellationToken
        );
        if (changes is not null)
        {
            facts["git.dirty"] = changes.Length > 0 ? "true" : "false";
        }

        var remote = await RunAsync(directory, ["remote", "get-url", "origin"], cancellationToken);
        if (remote is not null)
        {
            facts.AddRange(GitRemote.Facts(remote.Trim()));
            var root = await RunAsync(directory, ["rev-parse", "--show-prefix"], cancellationToken);
            facts["vcs.root"] = root?.Trim().TrimEnd('/') is { Length: > 0 } inside ? inside : ".";
        }

        return new(title, facts.ToImmutable());
    }

    private static ProcessStartInfo Git(string directory, IEnumerable<string> arguments) =>
        new("git", ["-c", "core.fsmonitor=false", .. arguments])
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GIT_OPTIONAL_LOCKS"] = "0", ["GIT_TERMINAL_PROMPT"] = "0" },
        };

    /// <summary>The history is not worth a failed run, so whatever git cannot tell is left out.</summary>
    private static async Task<string?> RunAsync(
        string directory,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        Process? process = null;
        try
        {
            process = Process.Start(Git(directory, arguments));
            if (process is null)
            {
                return null;
            }

            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await errors;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (process is { HasExited: false })
            {
                process.Kill(entireProcessTree: true);
            }

            process?.Dispose();
        }
    }
}
