using System.Collections.Immutable;
using Infra.Engine.State.Files;
using Infra.Engine.Workspace;

namespace Infra.Engine.Backend;

/// <summary>The locks of stacks, by Pulumi's protocol: look, write the own file, look again, and step back when another one appeared.</summary>
internal sealed class StackLocks(
    StackFiles files,
    PulumiEnvironment environment,
    TimeProvider clock
)
{
    private readonly DurableFiles _durable = new();

    public StackLock Acquire(StackReference stack, StaleLocks staleLocks)
    {
        var own = Path.Combine(files.LockDirectory(stack), $"{Guid.NewGuid()}.json");
        var takenFrom = RemoveStale(stack, staleLocks);
        RequireNone(stack, own);
        _durable.Replace(own, OwnerHere().ToJson());
        try
        {
            RequireNone(stack, own);
        }
        catch (StackLockedException)
        {
            DurableFiles.Remove(own);
            throw;
        }

        return new(own, takenFrom);
    }

    /// <summary>The lock files of a stack and who made them; an owner is <c>null</c> when the file cannot be read.</summary>
    public ImmutableArray<(string Path, LockOwner? Owner)> List(StackReference stack)
    {
        var directory = files.LockDirectory(stack);
        return Directory.Exists(directory)
            ?
            [
                .. Directory
                    .EnumerateFiles(directory)
                    .Where(IsLock)
                    .Order(StringComparer.Ordinal)
                    .Select(path => (path, Read(path))),
            ]
            : [];
    }

    /// <summary>Removes every lock of a stack and gives back whose they were.</summary>
    public ImmutableArray<(string Path, LockOwner? Owner)> Cancel(StackReference stack)
    {
        var locks = List(stack);
        foreach (var (path, _) in locks)
        {
            Remove(path);
        }

        return locks;
    }

    private LockOwner OwnerHere() =>
        new(environment.ProcessId, environment.UserName, environment.HostName, clock.GetUtcNow());

    private ImmutableArray<LockOwner> RemoveStale(StackReference stack, StaleLocks staleLocks)
    {
        if (staleLocks == StaleLocks.Refuse)
        {
            return [];
        }

        var taken = ImmutableArray.CreateBuilder<LockOwner>();
        foreach (var (path, owner) in List(stack))
        {
            if (owner is not null && owner.IsDead(environment))
            {
                Remove(path);
                taken.Add(owner);
            }
        }

        return taken.ToImmutable();
    }

    private void RequireNone(StackReference stack, string own)
    {
        var others = List(stack)
            .Where(l => !string.Equals(l.Path, own, StringComparison.Ordinal))
            .ToList();
        if (others.Count == 0)
        {
            return;
        }

        var owners = others.Select(l =>
            $"\n  {l.Path}: created by {l.Owner?.ToString() ?? "an unknown owner"}{Note(l.Owner)}"
        );
        throw new StackLockedException(
            $"the stack is currently locked by {others.Count} lock(s). Nothing was changed. Wait until the other run ends; if it ended without removing its lock, remove it with 'pulumi cancel --stack {stack.Name}'.{string.Concat(owners)}"
        );
    }

    private string Note(LockOwner? owner) =>
        owner is not null && owner.IsDead(environment)
            ? "; that process is no longer running on this machine, so the lock is left over from an interrupted run"
            : "";

    private static bool IsLock(string path) =>
        !path.EndsWith(".attrs", StringComparison.Ordinal)
        && !Path.GetFileName(path).StartsWith('.');

    private static LockOwner? Read(string path)
    {
        try
        {
            return LockOwner.Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Released since it was listed, or another user's: it counts as a lock all the same.
            return null;
        }
    }

    private static void Remove(string path)
    {
        DurableFiles.Remove(path);
        DurableFiles.Remove($"{path}.attrs");
    }
}
