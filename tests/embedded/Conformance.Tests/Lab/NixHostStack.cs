namespace Conformance.Tests.Lab;

/// <summary>Stacks whose programs use this repository's own provider.</summary>
internal static class NixHostStack
{
    /// <summary>Makes a stack that finds the provider.</summary>
    public static async Task<NodeStack> CreateAsync(string program)
    {
        var stack = await NodeStack.CreateAsync(program);
        stack.Place.Append(
            "Pulumi.yaml",
            $"plugins:\n  providers:\n    - name: nixhost\n      path: {Path.GetDirectoryName(Checkout.Provider)}\n"
        );
        return stack;
    }

    /// <summary>Gives the program's guest an image and a name of its own, which is returned.</summary>
    public static async Task<string> ConfigureAsync(NodeStack stack)
    {
        // QEMU's user has to reach the image.
        File.SetUnixFileMode(stack.Place.Root, (UnixFileMode)0b111_101_101);
        var image = Path.Combine(stack.Place.Directory, "base.qcow2");
        (
            await Command.RunAsync(
                "qemu-img",
                ["create", "-q", "-f", "qcow2", image, "16M"],
                stack.Place.Directory,
                stack.Place.Environment
            )
        ).Succeeded();
        var name = Path.GetFileName(stack.Place.Root);
        await stack.ConfigureAsync("guest", name);
        await stack.ConfigureAsync("image", image);
        return name;
    }
}
