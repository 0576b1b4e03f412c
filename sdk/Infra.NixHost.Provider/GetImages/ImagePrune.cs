using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>Drops the roots of images that nothing lies on, after asking.</summary>
/// <remarks>
/// It removes links and nothing else. The record of an owner stays, so that a stack that still has the image in its state makes the root again as
/// its owner.
/// </remarks>
internal sealed class ImagePrune(ProviderSession session, ImagesOptions options, Terminal terminal)
{
    private const int Usage = 2;

    private readonly ImageFactsReader _reader = new(session);

    /// <summary>Shows what may go, asks, looks again and drops.</summary>
    /// <param name="facts">What was read of the host.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>0, or 1 where something may lie on images that cannot be read, or 2 where nobody can be asked.</returns>
    public async Task<int> RunAsync(ImageFacts facts, CancellationToken cancellationToken)
    {
        if (!facts.IsComplete)
        {
            await terminal.Errors.WriteLineAsync(
                "error: no root is dropped, because something may lie on an image that cannot be read. Mend what the warning says, or run as root."
            );
            return 1;
        }

        var groups = PruneGroup.Of(facts, options, session.Clock.GetUtcNow());
        if (groups.IsEmpty)
        {
            await terminal.Output.WriteLineAsync(
                "No root may go: something lies on each image, or it is younger than the limit."
            );
            return 0;
        }

        foreach (var group in groups)
        {
            PruneText.Show(group, session.Clock.GetUtcNow(), terminal.Output);
        }

        if (!options.Yes && terminal.Answers is null)
        {
            await terminal.Errors.WriteLineAsync(
                "error: nobody is here to be asked. Run it in a terminal, or add --yes."
            );
            return Usage;
        }

        var agreed = groups.Where(g => Agree(g, groups)).SelectMany(g => g.Roots).ToList();
        if (agreed.Count > 0)
        {
            await DropAsync(agreed, cancellationToken);
        }

        return 0;
    }

    /// <summary>What a state may still have goes without a question only where the stack was named, and is one.</summary>
    private bool Agree(PruneGroup group, IReadOnlyCollection<PruneGroup> all)
    {
        if (!options.Yes)
        {
            return Ask(group);
        }

        if (group.Standing == RootStanding.Left)
        {
            return true;
        }

        var isOne = all.Count(g => g.Stack == group.Stack) == 1;
        if (options.Stack is not null && isOne)
        {
            return true;
        }

        terminal.Output.WriteLine(
            isOne
                ? $"Kept what {group.Name} may still have. Where its state has none of it any more, add --stack {group.Stack}."
                : $"Kept what {group.Name} may still have. Several programs have a stack of this name: run it in a terminal, which asks of each."
        );
        return false;
    }

    private bool Ask(PruneGroup group)
    {
        terminal.Output.Write(
            $"Drop {ImageList.Count(group.Roots.Length, "root")} of {group.Name}? [y/N] "
        );
        terminal.Output.Flush();
        return terminal.Answers?.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    /// <summary>A run may have begun while the question stood there, so that the host is read again.</summary>
    private async Task DropAsync(
        List<(HostImage Image, ImageRoot Root)> agreed,
        CancellationToken cancellationToken
    )
    {
        var facts = await _reader.ReadAsync(cancellationToken);
        var now = facts
            .Images.SelectMany(i => i.Roots.Select(r => (Image: i, Root: r)))
            .ToDictionary(r => r.Root.Path, StringComparer.Ordinal);
        var dropped = new List<HostImage>();
        foreach (var (image, root) in agreed)
        {
            var why =
                !now.TryGetValue(root.Path, out var found) ? "it is gone already"
                : found.Image.StorePath != image.StorePath || found.Root.Made != root.Made
                    ? "it was made again meanwhile"
                : found.Root.Standing == RootStanding.Needed ? found.Root.Why
                : found.Root.Standing != root.Standing ? "its disk has changed meanwhile"
                : Remove(root) ? null
                : $"its disk {root.Disk} is being made";
            if (why is null)
            {
                dropped.Add(image);
            }

            await terminal.Output.WriteLineAsync(
                why is null ? $"Dropped {root.Path}." : $"Kept {root.Path}: {why}."
            );
        }

        if (dropped.Count > 0)
        {
            var bytes = dropped.DistinctBy(i => i.StorePath).Sum(i => i.Size ?? 0);
            await terminal.Output.WriteLineAsync(
                $"{ImageList.Count(dropped.Count, "root")} dropped, and nothing is freed yet: {Collect} frees what nothing else keeps, about "
                    + $"{ByteSize.Format(bytes)} and what only these images need."
            );
        }
    }

    private string Collect =>
        session.Host.Options.Ssh is { } ssh
            ? $"`{ssh.Typed} nix-collect-garbage`"
            : "`nix-collect-garbage`";

    /// <summary>Removes a root; not while its disk is being made, of which the root is the first thing on the host.</summary>
    private bool Remove(ImageRoot root)
    {
        if (root.Disk is not { } disk)
        {
            session.Host.Store.RemoveRoot(root.Path);
            return true;
        }

        using var held = session.Owners.Records.TryHold(disk);
        if (held is null || session.Host.Images.Exists(disk))
        {
            return false;
        }

        session.Host.Store.RemoveRoot(root.Path);
        return true;
    }
}
