using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Structures;

namespace Infra.NixHost.Provider.GetImages;

/// <summary>The properties of getImages.</summary>
internal static class GetImagesDefinition
{
    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Texts = new PropertyType.List(Text);

    /// <summary>An image.</summary>
    public static StructureDefinition Image { get; } =
        new(
            "HostImage",
            "An image in the host's Nix store that a stack has put there.",
            [
                Out("storePath", Text, "The store path."),
                Out(
                    "size",
                    new PropertyType.Bytes(),
                    "The size of the store path without its references. It is 0 if the store has lost the path."
                ),
                Out(
                    "stacks",
                    Texts,
                    "The stacks that keep it, such as `shop/dev`. Where no owner is recorded it is `PROJECT-STACK`."
                ),
                Out("disks", Texts, "The files of the disks that lie on it."),
                Out(
                    "guests",
                    Texts,
                    "The names of the domains that have one of these disks or the image itself."
                ),
                Out("gcRoots", Texts, "The garbage collector roots that keep it."),
                Out(
                    "rootedAt",
                    Text,
                    "The time at which the newest of these roots was made, such as `2026-01-31T12:00:00Z`."
                ),
                Out(
                    "unused",
                    new PropertyType.Flag(),
                    "Whether nothing lies on it: no disk, no guest, and no record of a disk."
                ),
            ]
        );

    /// <summary>The function.</summary>
    public static FunctionDefinition Function { get; } =
        new(
            "getImages",
            "The images of all stacks in the host's Nix store, with what lies on them. The call only reads.",
            [HostInput.OfFunction],
            [
                Out(
                    "images",
                    new PropertyType.List(new PropertyType.Structure(Image)),
                    "The images, the largest first."
                ),
                Out(
                    "warnings",
                    Texts,
                    "What could not be read, so that an image may have more on it than is told."
                ),
            ]
        );

    private static PropertyDefinition Out(string name, PropertyType type, string description) =>
        new(name, type, description) { IsRequired = true };
}
