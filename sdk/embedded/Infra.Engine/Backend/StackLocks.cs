using System.Collections.Concurrent;
using System.Collections.Immutable;
using Infra.Engine.Files;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>The locks of stacks, by Pulumi's protocol: look, write the own file, look again, and step back when another one appeared.</summary>
internal sealed class StackLocks(
    StackFiles files,
    PulumiEnvironment environment,
    TimeProvider clock
)
{
    private const long MaxBytes = 64 << 10;
    private readonly DurableFiles _durable = new();
    private readonly ConcurrentDictionary<StackReference, string> _held = new();

    public StackLock Acquire(StackReference stack, StaleLocks staleLocks)
    {
        var own = Path.Combine(files.LockDirectory(stack), $"{Guid.NewGuid()}.json");
        var takenFrom = RemoveStale(stack, staleLocks);
        RequireNone(stack, own);
        try
        {
            _durable.Replace(own, OwnerHere().ToJson());
            RequireNone(stack, own);
        }
        catch (InfraException)
        {
            DurableFiles.Remove(own);
            throw;
        }

        _held[stack] = own;
        return new(own, takenFrom);
    }

    /// <summary>Whether the lock that was acquired here is gone, because somebody cancelled it or took it over.</summary>
    public bool HasLost(StackReference stack) =>
        _held.TryGetValue(stack, out var own) && !File.Exists(own);

    /// <summary>The lock files of a stack and their owners; an owner is <c>null</c> when the file cannot be read.</summary>
    public ImmutableArray<(string Path, LockOwner? Owner)> List(StackReference stack)
    {
        var directory = files.LockDirectory(stack);
        try
        {
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfraException(
                $"Could not read the locks in {directory}: {e.Message} If another user made them, run as that user, or change their owner.",
                e
            );
        }
    }

    /// <summary>Removes every lock of a stack and returns their owners.</summary>
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
        new(
            environment.ProcessId,
            environment.UserName + LockOwner.Advice,
            environment.HostName,
            clock.GetUtcNow()
        )
        {
            Process = ProcessIdentity.Of(environment.ProcessId),
        };

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
        var others = List(stack).Where(l => l.Path != own).ToList();
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
            return RegularFile.ReadBytes(path, MaxBytes) is { } content
                ? LockOwner.Parse(content)
                : null;
        }
        catch (InfraException)
        {
            // The lock was released since it was listed or belongs to another user; either way it counts.
            return null;
        }
    }

    private static void Remove(string path)
    {
        DurableFiles.Remove(path);
        DurableFiles.Remove($"{path}.attrs");
    }
}
